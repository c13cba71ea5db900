package dev.leadline.provider.otel.naming;

/** What came of {@link OtelNames#expose}. */
public sealed interface Naming {

  /** OpenTelemetry can have the metric as this. */
  record Exposable(OtelMetric metric) implements Naming {}

  /**
   * It cannot.
   *
   * @param reason one sentence for the user
   */
  record Unexposable(String reason) implements Naming {}
}
