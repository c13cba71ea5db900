package dev.leadline.provider.prometheus.naming;

/** What came of {@link PrometheusNames#expose}. */
public sealed interface Naming {

  /** The metric can be exposed as this. */
  record Exposable(ExposedMetric metric) implements Naming {}

  /**
   * It cannot.
   *
   * @param reason one sentence for the user
   */
  record Unexposable(String reason) implements Naming {}
}
