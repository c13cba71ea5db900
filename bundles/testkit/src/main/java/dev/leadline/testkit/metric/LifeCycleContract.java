package dev.leadline.testkit.metric;

import static dev.leadline.testkit.metric.MetricDefinitions.counter;
import static dev.leadline.testkit.metric.MetricDefinitions.gauge;
import static dev.leadline.testkit.metric.MetricDefinitions.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.InstrumentResult.Refused;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.Series;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conflicts, sharing, closing and opening again. */
interface LifeCycleContract extends ProviderUnderTest {

  @Test
  default void aConflictIsRefusedWithAReasonAndLeavesTheFirstAlone() {
    Opened first = open(counter("jobs", "kind"));
    first.instrument().series(List.of("a")).record(1);
    for (MetricDefinition conflicting :
        List.of(
            counter("jobs"),
            counter("jobs", "kind", "more"),
            counter("jobs", "other"),
            gauge("jobs", "kind"),
            metric("jobs", MetricType.HISTOGRAM, "kind"))) {
      InstrumentResult result = provider().open(conflicting, scope());
      assertThat(result).isInstanceOf(Refused.class);
      assertThat(((Refused) result).reason()).isNotBlank();
    }
    first.instrument().series(List.of("a")).record(1);
    assertThat(total(first, Map.of("kind", "a"))).isEqualTo(2);
  }

  @Test
  default void aMetricOpenedTwiceIsSharedAndStaysUntilBothAreClosed() {
    Opened first = open(counter("shared", "kind"));
    Opened second = open(counter("shared", "kind"));
    assertThat(second.exposedName()).isEqualTo(first.exposedName());
    first.instrument().series(List.of("a")).record(1);
    second.instrument().series(List.of("a")).record(2);
    assertThat(total(first, Map.of("kind", "a"))).isEqualTo(3);

    first.instrument().close();
    second.instrument().series(List.of("a")).record(4);
    assertThat(total(second, Map.of("kind", "a"))).isEqualTo(7);

    second.instrument().close();
    if (removesClosedMetrics()) {
      assertThat(export()).doesNotContainKey(second.exposedName());
    }
  }

  @Test
  default void closingTwiceTakesNothingFromOthers() {
    Opened first = open(counter("closed_twice"));
    Opened second = open(counter("closed_twice"));
    first.instrument().close();
    first.instrument().close();
    second.instrument().series(List.of()).record(1);
    assertThat(number(second, Map.of())).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  default void recordingAfterCloseIsHarmless(MetricType type) {
    Opened metric = open(metric("closed", type, "kind"));
    Series known = metric.instrument().series(List.of("a"));
    known.record(1);
    metric.instrument().close();
    known.record(1);
    metric.instrument().series(List.of("b")).record(1);
    if (removesClosedMetrics()) {
      assertThat(export()).doesNotContainKey(metric.exposedName());
    }
  }

  @ParameterizedTest
  @EnumSource
  default void aReopenedMetricStartsAfresh(MetricType type) {
    assumeThat(removesClosedMetrics()).as("closed metrics leave the backend").isTrue();
    Opened before = open(metric("reopened", type, "kind"));
    Series old = before.instrument().series(List.of("a"));
    old.record(5);
    before.instrument().close();

    Opened after = open(metric("reopened", type, "kind"));
    after.instrument().series(List.of("a")).record(2);
    old.record(5);
    assertThat(total(after, Map.of("kind", "a"))).isEqualTo(2);
  }

  @Test
  default void aNameIsFreeForAnotherTypeOnceClosed() {
    assumeThat(removesClosedMetrics()).as("closed metrics leave the backend").isTrue();
    open(counter("changed", "kind")).instrument().close();
    Opened gauge = open(gauge("changed"));
    gauge.instrument().series(List.of()).record(-1);
    assertThat(number(gauge, Map.of())).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource
  default void forgettingASeriesIsHarmlessToItAndToTheOthers(MetricType type) {
    Opened metric = open(metric("forgetful", type, "kind"));
    Series gone = metric.instrument().series(List.of("a"));
    Series stays = metric.instrument().series(List.of("b"));
    gone.record(1);
    stays.record(1);
    export();
    metric.instrument().forget(List.of("a"));
    metric.instrument().forget(List.of("never seen"));
    gone.record(1);
    metric.instrument().series(List.of("a")).record(1);
    stays.record(2);
    assertThat(total(metric, Map.of("kind", "b"))).isEqualTo(type == MetricType.GAUGE ? 2 : 3);
  }
}
