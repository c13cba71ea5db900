package com.acme.plugin;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A plugin that cannot start. */
public final class FailingActivator implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    throw new IllegalStateException("no backend");
  }

  @Override
  public void stop(BundleContext context) {
    // Nothing was started.
  }
}
