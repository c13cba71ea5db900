package dev.leadline.provider.prometheus.naming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # type    | name                    | unit    | exposed
          # the examples' names
          COUNTER   | session_created         |         | session_created_total
          HISTOGRAM | session_duration        | seconds | session_duration_seconds
          COUNTER   | shop_checkout_calls     |         | shop_checkout_calls_total
          GAUGE     | shop_cache_size         | items   | shop_cache_size_items
          COUNTER   | jobs_total              |         | jobs_total
          GAUGE     | jobs                    |         | jobs
          COUNTER   | handle_calls            |         | handle_calls_total
          COUNTER   | src/main/java/com/acme/Foo.java_12 | | src_main_java_com_acme_Foo_java_12_total
          SUMMARY   | outer_summary           | bytes   | outer_summary_bytes
          # characters
          GAUGE     | a.b-c d                 |         | a_b_c_d
          GAUGE     | job:rate:sum            |         | job:rate:sum
          GAUGE     | 5xx                     |         | _5xx
          GAUGE     | :5                      |         | :5
          GAUGE     | caf\u00e9               |         | caf_
          GAUGE     | \ud83d\ude00            |         | _
          GAUGE     | CamelCase               |         | CamelCase
          GAUGE     | \u0665                  |         | _
          COUNTER   | 5xx                     |         | _5xx_total
          # units
          GAUGE     | size_bytes              | bytes   | size_bytes
          GAUGE     | bytes                   | bytes   | bytes
          GAUGE     | sizebytes               | bytes   | sizebytes_bytes
          COUNTER   | read                    | bytes   | read_bytes_total
          COUNTER   | read_bytes              | bytes   | read_bytes_total
          COUNTER   | read_total              | bytes   | read_bytes_total
          COUNTER   | read_bytes_total        | bytes   | read_bytes_total
          COUNTER   | bytes                   | bytes   | bytes_total
          GAUGE     | speed                   | By/s    | speed_By_s
          GAUGE     | load                    | %       | load
          GAUGE     | load                    | 1       | load
          GAUGE     | load                    | 99      | load_99
          GAUGE     | load                    | _a_     | load_a
          COUNTER   | load                    | total   | load_total
          GAUGE     | load                    | total   | load_total
          # suffixes that Prometheus uses itself
          COUNTER   | order_created           |         | order_created_total
          COUNTER   | order_count             |         | order_count_total
          COUNTER   | order_sum               |         | order_sum_total
          COUNTER   | order_bucket            |         | order_bucket_total
          COUNTER   | order_info              |         | order_info_total
          COUNTER   | order_total_total       |         | order_total
          COUNTER   | _total                  |         | __total
          COUNTER   | _total_total            |         | __total
          COUNTER   | total                   |         | total_total
          COUNTER   | order_TOTAL             |         | order_TOTAL_total
          GAUGE     | thread_count            |         | thread_count
          GAUGE     | memory_total            |         | memory_total
          GAUGE     | build_info              |         | build_info
          HISTOGRAM | order_created           |         | order_created
          SUMMARY   | order_count             |         | order_count
          """)
  void mapsMetricNames(MetricType type, String name, String unit, String exposed) {
    String given = unit == null ? "" : unit;
    assertThat(PrometheusNames.metricName(name, given, type)).isEqualTo(exposed);
    assertThat(exposed(definition(name, given, type)).name()).isEqualTo(exposed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GAUGE     | user_id   | user_id
          GAUGE     | user.id   | user_id
          GAUGE     | 5xx       | _5xx
          GAUGE     | a:b       | a_b
          GAUGE     | __name__  | _name__
          GAUGE     | ___x      | _x
          GAUGE     | __        | _
          GAUGE     | _x        | _x
          GAUGE     | ''        | _
          GAUGE     | ' '       | _
          GAUGE     | \u00e9\u00e9 | _
          GAUGE     | le        | le
          HISTOGRAM | le        | le_
          HISTOGRAM | LE        | LE
          HISTOGRAM | quantile  | quantile
          SUMMARY   | quantile  | quantile_
          SUMMARY   | le        | le
          """)
  void mapsLabelNames(MetricType type, String declared, String exposed) {
    assertThat(PrometheusNames.labelName(declared, type)).isEqualTo(exposed);
  }

  @Test
  void refusesLabelsThatBecomeTheSame() {
    assertThat(PrometheusNames.expose(definition("m", "", MetricType.HISTOGRAM, "le", "le_")))
        .isEqualTo(
            new Naming.Unexposable(
                "the labels \"le\" and \"le_\" are both \"le_\" for Prometheus"));
    assertThat(PrometheusNames.expose(definition("m", "", MetricType.GAUGE, "a.b", "c", "a-b")))
        .isEqualTo(
            new Naming.Unexposable(
                "the labels \"a.b\" and \"a-b\" are both \"a_b\" for Prometheus"));
  }

  @Test
  void keepsTheOrderOfLabels() {
    assertThat(exposed(definition("m", "", MetricType.GAUGE, "z", "a.b", "m")).labelNames())
        .containsExactly("z", "a_b", "m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void alwaysHasAHelpText(String help) {
    assertThat(exposed(described("a\rb", help)).help()).isEqualTo("a b, recorded by Leadline");
  }

  @Test
  void keepsAHelpTextBesidesCarriageReturns() {
    assertThat(exposed(described("m", "one\r\ntwo \\ \"three\"")).help())
        .isEqualTo("one \ntwo \\ \"three\"");
  }

  @ParameterizedTest
  @CsvSource({
    "GAUGE,size,bytes,bytes",
    "COUNTER,read_total,bytes,bytes",
    "GAUGE,bytes,bytes,''",
    "COUNTER,bytes,bytes,''",
    "COUNTER,load,total,''",
    "GAUGE,load,%,''"
  })
  void passesAUnitOnlyWhenTheNameEndsWithIt(
      MetricType type, String name, String unit, String passed) {
    assertThat(exposed(definition(name, unit, type)).unit()).isEqualTo(passed);
  }

  private static ExposedMetric exposed(MetricDefinition definition) {
    return ((Naming.Exposable) PrometheusNames.expose(definition)).metric();
  }

  private static MetricDefinition definition(
      String name, String unit, MetricType type, String... labels) {
    return new MetricDefinition(name, type, List.of(labels), "", unit, List.of(), new TreeMap<>());
  }

  private static MetricDefinition described(String name, String help) {
    return new MetricDefinition(
        name, MetricType.GAUGE, List.of(), help, "", List.of(), new TreeMap<>());
  }
}
