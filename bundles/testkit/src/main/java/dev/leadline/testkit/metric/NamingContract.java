package dev.leadline.testkit.metric;

import static dev.leadline.testkit.metric.MetricDefinitions.counter;
import static dev.leadline.testkit.metric.MetricDefinitions.described;
import static dev.leadline.testkit.metric.MetricDefinitions.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.InstrumentResult.Refused;
import dev.leadline.sdk.metric.MetricType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a user calls things, nothing is thrown; labels keep their values. */
interface NamingContract extends ProviderUnderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a\"b",
        "a\\b",
        "line\nbreak\r\n",
        "{}",
        "k=v,x",
        "\u00e9\u4e2d\ud83d\ude00"
      })
  default void labelValuesArriveAsTheyAre(String value) {
    Opened metric = open(counter("values", "text"));
    metric.instrument().series(List.of(value)).record(1);
    assertThat(total(metric, Map.of("text", exportedLabelValue(value)))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/java/com/acme/Foo.java_12",
        "5xx",
        "caf\u00e9-\ud83d\ude00",
        "a b\tc\nd",
        "__reserved",
        "_total",
        "jobs_total_total",
        "order_count",
        "order_sum",
        "order_bucket",
        "order_created",
        "order_info",
        "{}[]\"'",
        "*"
      })
  default void weirdMetricNamesNeverThrow(String name) {
    for (MetricType type : MetricType.values()) {
      InstrumentResult result = provider().open(metric(name, type, "l"), scope());
      if (result instanceof Opened metric) {
        metric.instrument().series(List.of("v")).record(1);
        assertThat(metric.exposedName()).isNotBlank();
        assertThat(exported(metric).series()).hasSize(1);
        metric.instrument().close();
      } else {
        assertThat(((Refused) result).reason()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "le", "quantile", "__name__", "__", "user.id", "9", "\u00e9", "a\"b"})
  default void weirdLabelNamesNeverThrow(String label) {
    for (MetricType type : MetricType.values()) {
      InstrumentResult result = provider().open(metric("weird_label", type, label), scope());
      if (result instanceof Opened metric) {
        metric.instrument().series(List.of("v")).record(1);
        assertThat(exported(metric).series().keySet())
            .singleElement()
            .satisfies(labels -> assertThat(labels).containsValue("v").hasSize(1));
        metric.instrument().close();
      } else {
        assertThat(((Refused) result).reason()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "1", "", "By/s", "ms", "total", "\u00b5s"})
  default void weirdUnitsNeverThrow(String unit) {
    for (MetricType type : MetricType.values()) {
      // A name for each, as a backend may go on with what it had when a name comes back.
      Opened metric = open(described(metric("measured_" + type, type), "", unit));
      metric.instrument().series(List.of()).record(1);
      assertThat(total(metric, Map.of())).isEqualTo(1);
      metric.instrument().close();
    }
  }
}
