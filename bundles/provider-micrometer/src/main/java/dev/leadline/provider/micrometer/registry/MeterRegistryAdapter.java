package dev.leadline.provider.micrometer.registry;

import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import java.util.Set;

/** A Micrometer registry of the application. */
public interface MeterRegistryAdapter extends AutoCloseable {

  /**
   * The systems that the registries attached to it feed, such as {@code prometheus}; those that
   * only keep meters in memory are none.
   */
  Set<String> destinations();

  /**
   * Opens an instrument. A name that is open already is shared when type and labels agree, and
   * refused when they do not, or when the application has meters of that name.
   */
  InstrumentResult open(MetricDefinition definition);

  /** Takes all our meters out of the registry, whoever still uses them. */
  @Override
  void close();
}
