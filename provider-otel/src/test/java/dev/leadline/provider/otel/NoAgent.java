package dev.leadline.provider.otel;

import dev.leadline.provider.otel.pipeline.MetricPipeline;
import java.util.Optional;

/** A JVM without the OpenTelemetry Java agent. */
final class NoAgent implements AgentPipeline {

  @Override
  public Optional<MetricPipeline> pipeline() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
