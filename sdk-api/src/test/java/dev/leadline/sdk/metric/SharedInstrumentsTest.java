package dev.leadline.sdk.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.InstrumentResult.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SharedInstrumentsTest {

  private final SharedInstruments instruments = new SharedInstruments();
  private final List<String> calls = new ArrayList<>();

  @Test
  void makesAnInstrumentOnceAndClosesItWithItsLastUser() {
    Opened first = opened(open("jobs", counter("jobs", "who")));
    Opened second = opened(open("jobs", counter("jobs", "who")));
    first.instrument().series(List.of("a")).record(1);
    second.instrument().series(List.of("a"), List.of(LabelType.TEXT)).record(2);
    first.instrument().forget(List.of("a"));
    first.instrument().close();
    first.instrument().close();
    assertThat(instruments.isOpen("jobs")).isTrue();
    assertThat(calls)
        .containsExactly(
            "make jobs", "series [a]", "record 1.0", "series [a]", "record 2.0", "forget [a]");
    second.instrument().close();
    assertThat(calls).last().isEqualTo("close jobs");
    assertThat(instruments.isOpen("jobs")).isFalse();
    open("jobs", counter("jobs"));
    assertThat(calls).last().isEqualTo("make jobs");
  }

  @Test
  void refusesWhatIsSomethingElseUnderTheSameKey() {
    opened(open("jobs", counter("jobs", "who")));
    assertThat(open("jobs", counter("jobs")))
        .isEqualTo(new Refused("jobs! is there already as a COUNTER with labels [who]"));
    assertThat(open("jobs", metric("jobs", MetricType.GAUGE, "who"))).isInstanceOf(Refused.class);
    assertThat(open("jobs", counter("Jobs", "who")))
        .isEqualTo(new Refused("jobs! is there already for the metric \"jobs\""));
    assertThat(calls).containsExactly("make jobs");
  }

  @Test
  void passesOnARefusalAndKeepsNothing() {
    Refused refused = new Refused("the backend is full");
    assertThat(instruments.open("jobs", counter("jobs"), () -> refused)).isSameAs(refused);
    assertThat(instruments.isOpen("jobs")).isFalse();
  }

  @Test
  void neverThrowsAtAWrongNumberOfLabels() {
    Opened jobs = opened(open("jobs", counter("jobs", "who")));
    jobs.instrument().series(List.of()).record(1);
    jobs.instrument().series(List.of("a"), List.of()).record(1);
    jobs.instrument().forget(List.of());
    assertThat(calls).containsExactly("make jobs");
  }

  @Test
  void closesAllWhoeverUsesThem() {
    Opened jobs = opened(open("jobs", counter("jobs")));
    instruments.close();
    assertThat(calls).containsExactly("make jobs", "close jobs");
    opened(open("jobs", counter("jobs")));
    // The name belongs to a later one now.
    jobs.instrument().close();
    assertThat(instruments.isOpen("jobs")).isTrue();
  }

  private InstrumentResult open(String key, MetricDefinition definition) {
    return instruments.open(
        key,
        definition,
        () -> {
          calls.add("make " + key);
          return new Opened(instrument(key), key + "!");
        });
  }

  private Instrument instrument(String key) {
    return new Instrument() {
      @Override
      public Series series(List<String> labelValues) {
        calls.add("series " + labelValues);
        return value -> calls.add("record " + value);
      }

      @Override
      public void forget(List<String> labelValues) {
        calls.add("forget " + labelValues);
      }

      @Override
      public void close() {
        calls.add("close " + key);
      }
    };
  }

  private static Opened opened(InstrumentResult result) {
    assertThat(result).isInstanceOf(Opened.class);
    return (Opened) result;
  }

  private static MetricDefinition counter(String name, String... labels) {
    return metric(name, MetricType.COUNTER, labels);
  }

  private static MetricDefinition metric(String name, MetricType type, String... labels) {
    return new MetricDefinition(name, type, List.of(labels), "", "", List.of(), new TreeMap<>());
  }
}
