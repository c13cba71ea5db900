package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.LabelType;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import org.junit.jupiter.api.Test;

/** SPEC 2.4: what a label's text stands for, for providers that have types. */
class Spec24LabelTypesTest extends CoreFixture {

  private final TypedProvider typed = new TypedProvider();

  /** Keeps sums by {@code text:TYPE} of each label. */
  private static final class TypedProvider implements MetricProvider {
    private final Map<List<String>, DoubleAdder> sums = new ConcurrentHashMap<>();

    @Override
    public String name() {
      return "typed";
    }

    @Override
    public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
      return new InstrumentResult.Opened(
          new Instrument() {
            @Override
            public Series series(List<String> labelValues) {
              throw new AssertionError("asked without types");
            }

            @Override
            public Series series(List<String> labelValues, List<LabelType> labelTypes) {
              String[] texts = new String[labelValues.size()];
              for (int i = 0; i < texts.length; i++) {
                texts[i] = labelValues.get(i) + ":" + labelTypes.get(i);
              }
              if (definition.name().startsWith("leadline_")) {
                return value -> {};
              }
              return sums.computeIfAbsent(List.of(texts), key -> new DoubleAdder())::add;
            }

            @Override
            public void close() {}
          },
          definition.name());
    }

    Map<String, Double> sums() {
      Map<String, Double> read = new TreeMap<>();
      sums.forEach((labels, sum) -> read.put(String.join(" ", labels), sum.sum()));
      return read;
    }
  }

  @Test
  void constantsHaveTheTypeOfTheDocument() {
    started();
    declare(
        at(
            "sell",
            """
            {"name": "sales", "labels": [
              {"key": "a", "static": 5},
              {"key": "b", "static": {"intValue": "-7"}},
              {"key": "c", "static": 1.5},
              {"key": "d", "static": {"doubleValue": "NaN"}},
              {"key": "e", "static": true},
              {"key": "f", "static": "5"},
              {"key": "g", "static": {"arrayValue": {"values": [{"intValue": 5}]}}}]}
            """));
    awaitLive("sell");
    Shop.sell("ann", 1);
    assertThat(typed.sums())
        .isEqualTo(
            Map.of("5:LONG -7:LONG 1.5:DOUBLE NaN:DOUBLE true:BOOLEAN 5:TEXT [5]:TEXT", 1.0));
  }

  @Test
  void expressionsHaveTheirStaticType() {
    started();
    String truth =
        atLine(
            "truth",
            "Values.java",
            lineOf("Values.java", "truth"),
            counter("truths", "flag", "number"));
    String see =
        atLine("see", "Values.java", lineOf("Values.java", "see"), counter("seen", "value"));
    declare(all(at("sell", counter("sales", "who", "amount")), truth, see));
    awaitLive("sell");
    awaitLive("truth");
    awaitLive("see");
    Shop.sell("7", 3);
    Values.truth(true, 0.5);
    Values.see(7, Values.Label.PLAIN);
    assertThat(typed.sums())
        .as("what an Object is is known only when it is there")
        .isEqualTo(Map.of("7:TEXT 3:LONG", 1.0, "true:BOOLEAN 0.5:DOUBLE", 1.0, "7:TEXT", 1.0));
    assertThat(provider.sums()).as("without types").containsEntry("sales[7, 3]", 1.0);
  }

  @Test
  void aLabelThatIsSomethingElseElsewhereIsTextFromThenOn() {
    started();
    declare(at("numbers", counter("sales", "amount")));
    awaitLive("numbers");
    Shop.sell("ann", 1);
    assertThat(status("numbers").problems()).isEmpty();

    declare(all(at("numbers", counter("sales", "amount")), at("names", counter("sales", "who"))));
    awaitLive("names");
    Shop.sell("2", 1);
    Shop.sell("2", 2);
    assertThat(typed.sums())
        .as("a series that was there stays as it is; its numbers are in one place")
        .isEqualTo(Map.of("1:LONG", 2.0, "2:TEXT", 3.0));
    assertThat(status("names").problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("MC-005");
              assertThat(problem.message())
                  .isEqualTo(
                      "the label l0 of the metric sales is TEXT here, and was something else"
                          + " before");
            });
  }

  @Test
  void aProviderThatComesLaterGetsTheSameTypes() {
    start(PLAIN);
    declare(at("sell", counter("sales", "amount")));
    awaitLive("sell");
    Shop.sell("ann", 1);
    core().add(typed);
    settle();
    Shop.sell("ann", 1);
    Shop.sell("ann", 2);
    assertThat(typed.sums()).isEqualTo(Map.of("1:LONG", 1.0, "2:LONG", 1.0));
    assertThat(status("sell").problems()).extracting(Problem::code).isEmpty();
  }

  private void started() {
    // Loaded, so that their probes go live without a hit.
    Shop.sell("", 0);
    Values.truth(false, 0);
    start(PLAIN);
    core().add(typed);
  }

  private static String all(String... tracepoints) {
    return "[" + String.join(",", tracepoints) + "]";
  }

  private static String at(String id, String... metrics) {
    return atLine(id, "Shop.java", lineOf("Shop.java", "sell"), metrics);
  }
}
