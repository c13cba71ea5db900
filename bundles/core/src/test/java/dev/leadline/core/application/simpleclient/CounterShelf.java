package dev.leadline.core.application.simpleclient;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.HashMap;
import java.util.Map;

/** A second class of the adapter's package, which has to be defined anew beside the first. */
final class CounterShelf {
  private final CollectorRegistry registry;
  private final Map<String, Counter> counters = new HashMap<>();

  CounterShelf(CollectorRegistry registry) {
    this.registry = registry;
  }

  Counter named(String name) {
    return counters.computeIfAbsent(name, key -> Counter.build(key, key).register(registry));
  }
}
