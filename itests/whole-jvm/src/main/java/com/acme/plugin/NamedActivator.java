package com.acme.plugin;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A provider that has a name and wants no metrics. */
public final class NamedActivator implements BundleActivator, MetricProvider {

  @Override
  public void start(BundleContext context) {
    context.registerService(MetricProvider.class, this, null);
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the service back.
  }

  @Override
  public String name() {
    return "named";
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    return new InstrumentResult.Refused("it is only here for its name");
  }
}
