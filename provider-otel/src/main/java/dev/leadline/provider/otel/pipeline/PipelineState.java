package dev.leadline.provider.otel.pipeline;

/** How a pipeline is. */
public enum PipelineState {
  /** Nobody has set one up. */
  UNSET,
  /** There is one, and it throws metrics away: it has no reader, or is switched off. */
  NOBODY_READS,
  /** There is one that collects metrics. */
  COLLECTS
}
