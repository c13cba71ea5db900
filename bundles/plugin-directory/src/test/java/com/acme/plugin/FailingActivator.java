package com.acme.plugin;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Fails, and counts how often it was asked. */
public final class FailingActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    // A bundle has classes of its own; what it shares with the test is the framework's property.
    Integer starts = Integer.getInteger("com.acme.starts", 0);
    System.setProperty("com.acme.starts", String.valueOf(starts + 1));
    throw new IllegalStateException("no backend");
  }

  @Override
  public void stop(BundleContext context) {
    // Nothing was started.
  }
}
