/**
 * The OpenTelemetry Java agent's copy of the API. Entry: {@link
 * dev.leadline.provider.otel.agent.ShadedAgentPipeline}. Threading: set-up threads.
 */
@NullMarked
package dev.leadline.provider.otel.agent;

import org.jspecify.annotations.NullMarked;
