package com.acme.plugin;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Does not return from start until the latch that the JVM's properties have as {@code
 * com.acme.gate} is at zero, or it is interrupted.
 */
public final class BlockingActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) throws InterruptedException {
    Object gate = System.getProperties().get("com.acme.gate");
    (gate instanceof CountDownLatch latch ? latch : new CountDownLatch(1)).await();
  }

  @Override
  public void stop(BundleContext context) {
    // Nothing was started.
  }
}
