package dev.leadline.provider.otel;

import dev.leadline.provider.otel.pipeline.MetricPipeline;
import java.util.Optional;

/** The pipeline of the OpenTelemetry Java agent, when it is in this JVM. */
public interface AgentPipeline extends AutoCloseable {

  /** Empty when there is no such agent, or one whose API cannot be used. */
  Optional<MetricPipeline> pipeline();

  @Override
  void close();
}
