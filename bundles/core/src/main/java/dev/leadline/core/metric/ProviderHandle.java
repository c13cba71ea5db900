package dev.leadline.core.metric;

import dev.leadline.core.probe.ProviderHealth;
import dev.leadline.sdk.metric.MetricProvider;

/**
 * A provider that is present.
 *
 * @param name its name at the time it came
 * @param provider the service
 * @param health what it has thrown
 */
public record ProviderHandle(String name, MetricProvider provider, ProviderHealth health) {}
