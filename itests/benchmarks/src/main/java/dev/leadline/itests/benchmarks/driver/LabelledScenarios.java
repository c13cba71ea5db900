package dev.leadline.itests.benchmarks.driver;

import dev.leadline.itests.benchmarks.driver.Scenario.Target;
import java.util.ArrayList;
import java.util.List;

/** Counters whose labels depend on the hit. */
final class LabelledScenarios {

  static final String TIER = "{ \"key\": \"tier\", \"expression\": \"c.tier\" }";
  private static final String NUMBER = "{ \"key\": \"number\", \"expression\": \"c.number\" }";
  private static final String KIND = "{ \"key\": \"kind\", \"expression\": \"c.kind\" }";
  private static final String SCRIPT = "{ \"key\": \"script\", \"expression\": \"c.script\" }";
  private static final String REGION = "{ \"key\": \"region\", \"expression\": \"c.region\" }";

  private LabelledScenarios() {}

  static Scenario label(int distinct) {
    return labelled(
        "counter, 1 label (String), " + Scenarios.grouped(distinct),
        List.of("tier"),
        "c.getTier()",
        TIER,
        distinct);
  }

  /** So few series that one JVM has room for all of them. */
  static List<Scenario> few() {
    List<Scenario> all = new ArrayList<>();
    for (int distinct : List.of(10, 1_000)) {
      all.add(label(distinct));
      all.add(number(distinct));
    }
    all.add(
        labelled("counter, 1 label (enum), 4", List.of("kind"), "c.getKind().name()", KIND, 1_000));
    all.add(
        labelled(
            "counter, 1 label (enum), 150",
            List.of("script"),
            "c.getScript().name()",
            SCRIPT,
            150));
    for (int distinct : List.of(10, 1_000)) {
      all.add(twoLabels(distinct));
      all.add(fourLabels(distinct));
    }
    return all;
  }

  /** With so many series that each takes a JVM of its own: columns come back with the garbage. */
  static List<Scenario> many() {
    int distinct = 100_000;
    return List.of(label(distinct), number(distinct), twoLabels(distinct), fourLabels(distinct));
  }

  private static Scenario number(int distinct) {
    return labelled(
        "counter, 1 label (int), " + Scenarios.grouped(distinct),
        List.of("number"),
        "Integer.toString(c.getNumber())",
        NUMBER,
        distinct);
  }

  private static Scenario twoLabels(int distinct) {
    return labelled(
        "counter, 2 labels (String, enum), " + Scenarios.grouped(distinct),
        List.of("tier", "kind"),
        "c.getTier(), c.getKind().name()",
        TIER + ", " + KIND,
        distinct);
  }

  private static Scenario fourLabels(int distinct) {
    return labelled(
        "counter, 4 labels (String, int, enum, String), " + Scenarios.grouped(distinct),
        List.of("tier", "number", "kind", "region"),
        "c.getTier(), Integer.toString(c.getNumber()), c.getKind().name(), c.getRegion()",
        TIER + ", " + NUMBER + ", " + KIND + ", " + REGION,
        distinct);
  }

  private static Scenario labelled(
      String name, List<String> names, String arguments, String labels, int distinct) {
    return Scenarios.counting(
        name,
        "static final Counter HAND = Counter.build(\"hand_X\", \"by hand\").labelNames(\""
            + String.join("\", \"", names)
            + "\").register();",
        "HAND.labels(" + arguments + ").inc();",
        "{ \"name\": \"X\", \"maxSeries\": 200000, \"labels\": [ " + labels + " ] }",
        distinct,
        Target.ratio(0.6));
  }
}
