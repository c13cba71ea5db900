package dev.leadline.itests.benchmarks.driver;

import dev.leadline.itests.benchmarks.driver.Scenario.State;
import dev.leadline.itests.benchmarks.driver.Scenario.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All that is measured, by the JVM that it is measured in. */
final class Scenarios {

  private static final String COUNTER =
      "static final Counter HAND = Counter.build(\"hand_X\", \"by hand\").register();";
  private static final String COUNT = "{ \"name\": \"X\" }";

  private Scenarios() {}

  static Scenario counter() {
    return counting("counter", COUNTER, "HAND.inc();", COUNT, 1, Target.ratio(1));
  }

  static Scenario histogram() {
    return counting(
        "histogram, 1 label, value expression",
        "static final Histogram HAND ="
            + " Histogram.build(\"hand_X\", \"by hand\").labelNames(\"tier\").register();",
        "HAND.labels(c.getTier()).observe(c.getAmount());",
        "{ \"name\": \"X\", \"type\": \"HISTOGRAM\", \"expression\": \"c.amount\", \"labels\": [ "
            + LabelledScenarios.TIER
            + " ] }",
        10,
        Target.ratio(0.7));
  }

  private static Scenario plainHistogram() {
    return counting(
        "histogram",
        "static final Histogram HAND = Histogram.build(\"hand_X\", \"by hand\").register();",
        "HAND.observe(c.getAmount());",
        "{ \"name\": \"X\", \"type\": \"HISTOGRAM\", \"expression\": \"c.amount\" }",
        10,
        Target.ratio(0.7));
  }

  /** In a JVM with no other tracepoints and one provider. */
  static List<Scenario> plain() {
    List<Scenario> all = new ArrayList<>();
    all.add(counter());
    all.addAll(LabelledScenarios.few());
    all.add(
        new Scenario(
            "gauge",
            "static final Gauge HAND = Gauge.build(\"hand_X\", \"by hand\").register();",
            "HAND.set(c.getAmount());",
            "",
            "",
            "{ \"name\": \"X\", \"type\": \"GAUGE\", \"expression\": \"c.amount\" }",
            "X",
            1,
            false,
            10,
            State.RECORDING,
            Target.ratio(1)));
    all.add(plainHistogram());
    all.add(histogram());
    all.add(
        counting(
            "summary, 1 label, value expression",
            "static final Summary HAND ="
                + " Summary.build(\"hand_X\", \"by hand\").labelNames(\"tier\").register();",
            "HAND.labels(c.getTier()).observe(c.getAmount());",
            "{ \"name\": \"X\", \"type\": \"SUMMARY\", \"expression\": \"c.amount\", \"labels\": [ "
                + LabelledScenarios.TIER
                + " ] }",
            10,
            Target.ratio(0.7)));
    all.add(
        new Scenario(
            "counter, value expression",
            COUNTER,
            "HAND.inc(c.getAmount());",
            "",
            "",
            "{ \"name\": \"X\", \"expression\": \"c.amount\" }",
            "X_total",
            1,
            false,
            10,
            State.RECORDING,
            Target.ratio(1)));
    all.add(
        controlled(
            "condition true",
            "if (c.getNumber() >= 0) HAND.inc();",
            "\"condition\": \"c.number >= 0\"",
            State.COUNTING,
            Target.ratio(1)));
    all.add(
        controlled(
            "condition false",
            "if (c.getNumber() < 0) HAND.inc();",
            "\"condition\": \"c.number < 0\"",
            State.SILENT,
            Target.nanos(2)));
    all.add(
        controlled(
            "sample 100", "HAND.inc();", "\"sample\": 100", State.RECORDING, Target.ratio(1)));
    all.add(
        controlled(
            "fire_period 100",
            "HAND.inc();",
            "\"fire_period\": 100",
            State.RECORDING,
            Target.NONE));
    all.add(
        new Scenario(
            "method_capture, runtime",
            "static final Histogram HAND = Histogram.build(\"hand_X\", \"by hand\").register();",
            "long began = System.nanoTime();",
            "HAND.observe((System.nanoTime() - began) / 1e9);",
            "\"stage\": \"method_capture\"",
            "{ \"name\": \"X\", \"type\": \"HISTOGRAM\", \"expression\": \"runtimeSeconds\" }",
            "X_count",
            1,
            false,
            10,
            State.COUNTING,
            Target.ratio(1)));
    all.add(
        controlled(
            "exhausted (its call site does nothing)",
            "",
            "\"fire_count\": 1",
            State.SILENT,
            Target.nanos(1)));
    all.add(controlled("disabled by hand", "", "", State.DISABLED, Target.nanos(1)));
    all.add(controlled("removed", "", "", State.REMOVED, Target.nanos(0.5)));
    for (int threads : List.of(2, 4)) {
      all.add(counter().withThreads(threads));
      all.add(LabelledScenarios.label(10).withThreads(threads));
      all.add(histogram().withThreads(threads));
    }
    return all;
  }

  /** On a virtual thread, where there are any. */
  static List<Scenario> virtual() {
    return Stream.of(counter(), LabelledScenarios.label(10), plainHistogram(), histogram())
        .map(Scenario::withVirtualThread)
        .toList();
  }

  /** With a second provider. */
  static List<Scenario> twoProviders() {
    String count = "static final LongAdder COUNT = new LongAdder();";
    String sum = " static final DoubleAdder SUM = new DoubleAdder();";
    String map =
        "record Sums(LongAdder count, DoubleAdder sum) {}\n"
            + "  static final ConcurrentHashMap<List<String>, Sums> SUMS ="
            + " new ConcurrentHashMap<>();\n"
            + "  static Sums sums(String... labels) { return SUMS.computeIfAbsent(List.of(labels),"
            + " key -> new Sums(new LongAdder(), new DoubleAdder())); }";
    String with = "two providers";
    return List.of(
        counter().besideSecondLine(count + sum, "COUNT.increment(); SUM.add(1);").in(with),
        LabelledScenarios.label(10)
            .besideSecondLine(
                map, "Sums s = sums(c.getTier()); s.count().increment(); s.sum().add(1);")
            .in(with),
        histogram()
            .besideSecondLine(
                map,
                "Sums s = sums(c.getTier()); s.count().increment(); s.sum().add(c.getAmount());")
            .in(with));
  }

  /** With OpenTelemetry in the application beside simpleclient. */
  static List<Scenario> twoBackends() {
    String counter =
        "static final DoubleCounter THERE ="
            + " GlobalOpenTelemetry.getMeter(\"hand\").counterBuilder(\"hand_X\").ofDoubles()"
            + ".build(); ";
    String histogram =
        "static final DoubleHistogram THERE ="
            + " GlobalOpenTelemetry.getMeter(\"hand\").histogramBuilder(\"hand_X\").build(); ";
    String key = "static final AttributeKey<String> TIER = AttributeKey.stringKey(\"tier\");";
    String with = "and OpenTelemetry";
    return List.of(
        counter().besideSecondLine(counter, "THERE.add(1);").in(with),
        LabelledScenarios.label(10)
            .besideSecondLine(counter + key, "THERE.add(1, Attributes.of(TIER, c.getTier()));")
            .in(with),
        histogram()
            .besideSecondLine(
                histogram + key, "THERE.record(c.getAmount(), Attributes.of(TIER, c.getTier()));")
            .in(with));
  }

  /** With so many tracepoints on other classes. */
  static List<Scenario> beside(int tracepoints) {
    String situation = grouped(tracepoints) + " tracepoints elsewhere";
    return List.of(
        counter().in(situation),
        LabelledScenarios.label(10).in(situation),
        histogram().in(situation));
  }

  static Scenario counting(
      String name, String declaration, String line, String metrics, int labels, Target target) {
    boolean isCounter = !metrics.contains("\"type\"");
    return new Scenario(
        name,
        declaration,
        line,
        "",
        "",
        metrics,
        isCounter ? "X_total" : "X_count",
        1,
        false,
        labels,
        State.COUNTING,
        target);
  }

  private static Scenario controlled(
      String name, String line, String args, State state, Target target) {
    return new Scenario(
        name, COUNTER, line, "", args, COUNT, "X_total", 1, false, 10, state, target);
  }

  static String grouped(int number) {
    return String.format(java.util.Locale.ROOT, "%,d", number);
  }
}
