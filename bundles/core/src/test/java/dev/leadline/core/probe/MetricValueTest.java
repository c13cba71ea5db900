package dev.leadline.core.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.MetricType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricValueTest {

  private final Figures figures = new Figures();

  @Test
  void readsWhatHasANumber() {
    assertThat(MetricValue.of(new BigDecimal("1.25"), figures)).isEqualTo(1.25);
    assertThat(MetricValue.of(7L, figures)).isEqualTo(7);
    assertThat(MetricValue.of(true, figures)).isEqualTo(1);
    assertThat(MetricValue.of(Boolean.FALSE, figures)).isEqualTo(0);
    assertThat(MetricValue.of(Duration.ofMillis(1500), figures)).isEqualTo(1.5);
    assertThat(MetricValue.of(" 12.5 ", figures)).isEqualTo(12.5);
    assertThat(MetricValue.of(new StringBuilder("1e3"), figures)).isEqualTo(1_000);
    assertThat(figures.valuesLost()).isZero();
  }

  @Test
  void countsWhatHasNoneUnderItsReasonOnce() {
    for (MetricType type : MetricType.values()) {
      assertThat(recordable(MetricValue.of(null, figures), type)).isFalse();
      assertThat(recordable(MetricValue.of("abc", figures), type)).isFalse();
      assertThat(recordable(MetricValue.of(List.of(), figures), type)).isFalse();
      assertThat(recordable(Double.NaN, type)).isFalse();
    }
    assertThat(figures.dropped(Drop.VALUE_NULL)).isEqualTo(4);
    assertThat(figures.dropped(Drop.VALUE_NOT_A_NUMBER)).isEqualTo(8);
    assertThat(figures.dropped(Drop.VALUE_NAN)).isEqualTo(4);
    assertThat(figures.valuesLost()).isEqualTo(16);
  }

  @Test
  void recordsInfinityForGaugesAlone() {
    for (double value : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThat(recordable(value, MetricType.GAUGE)).isTrue();
      assertThat(recordable(value, MetricType.COUNTER)).isFalse();
      assertThat(recordable(value, MetricType.HISTOGRAM)).isFalse();
      assertThat(recordable(value, MetricType.SUMMARY)).isFalse();
    }
    assertThat(figures.dropped(Drop.VALUE_INFINITE)).isEqualTo(6);
  }

  @Test
  void neverTakesFromACounter() {
    assertThat(recordable(-1, MetricType.COUNTER)).isFalse();
    assertThat(recordable(-0.0, MetricType.COUNTER)).isTrue();
    assertThat(recordable(-1, MetricType.GAUGE)).isTrue();
    assertThat(recordable(-1, MetricType.HISTOGRAM)).isTrue();
    assertThat(figures.dropped(Drop.VALUE_NEGATIVE)).isEqualTo(1);
  }

  private boolean recordable(double value, MetricType type) {
    return MetricValue.isRecordable(value, type, figures);
  }
}
