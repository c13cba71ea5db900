package dev.leadline.agent.platform;

import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** A service of which each bundle gets its own, made from the bundle's symbolic name. */
final class BundleScoped<S> implements ServiceFactory<S> {

  private final Function<String, S> service;

  BundleScoped(Function<String, S> service) {
    this.service = service;
  }

  @Override
  public S getService(Bundle bundle, ServiceRegistration<S> registration) {
    String name = bundle.getSymbolicName();
    return service.apply(name == null ? "bundle " + bundle.getBundleId() : name);
  }

  @Override
  public void ungetService(Bundle bundle, ServiceRegistration<S> registration, S given) {
    // Loggers hold nothing.
  }
}
