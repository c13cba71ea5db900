package dev.leadline.provider.prometheus;

/** The contract, with a prometheus-metrics of today. */
class PrometheusMetricsTest extends PrometheusMetricsTck {

  PrometheusMetricsTest() {
    super(System.getProperty("prometheus-metrics.version"));
  }
}
