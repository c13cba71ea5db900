package dev.leadline.itests.container;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** What is in a third party's bundle: a provider, and an activator that registers it. */
public final class FixedProvider implements MetricProvider, BundleActivator {

  @Override
  public String name() {
    return "fixed";
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    return new InstrumentResult.Refused("takes no metrics");
  }

  @Override
  public void start(BundleContext context) {
    context.registerService(MetricProvider.class, this, null);
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters it.
  }
}
