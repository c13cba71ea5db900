package dev.leadline.itests.benchmarks.provider;

import dev.leadline.sdk.metric.MetricProvider;
import org.jspecify.annotations.NullUnmarked;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Offers the provider. The framework takes the service back when the bundle stops. */
@NullUnmarked // OSGi's type arguments
public final class AdderProviderActivator implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    context.registerService(MetricProvider.class, new AdderProvider(), null);
  }

  @Override
  public void stop(BundleContext context) {}
}
