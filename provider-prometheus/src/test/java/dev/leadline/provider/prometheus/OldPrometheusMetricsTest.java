package dev.leadline.provider.prometheus;

/** The contract, with a prometheus-metrics as Spring Boot 3 has it. */
class OldPrometheusMetricsTest extends PrometheusMetricsTck {

  OldPrometheusMetricsTest() {
    super("1.3.10");
  }
}
