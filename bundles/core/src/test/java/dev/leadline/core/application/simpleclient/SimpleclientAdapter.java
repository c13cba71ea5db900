package dev.leadline.core.application.simpleclient;

import dev.leadline.core.application.RegistryContract;
import io.prometheus.client.CollectorRegistry;

/** Links to the copy of simpleclient that its loader gives it. */
public final class SimpleclientAdapter implements RegistryContract {
  private final CounterShelf counters = new CounterShelf(CollectorRegistry.defaultRegistry);

  @Override
  public void increment(String name) {
    counters.named(name).inc();
  }

  @Override
  public Object registry() {
    return CollectorRegistry.defaultRegistry;
  }
}
