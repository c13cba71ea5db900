package com.acme;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Products by name; drops the oldest when it is full. */
final class Cache {
  private final Map<String, String> entries = new LinkedHashMap<>();
  private final int capacity;

  Cache(int capacity) {
    this.capacity = capacity;
  }

  /**
   * The product of this name.
   *
   * @param name of the product
   * @param loader asked when the product is not in the cache
   * @return as the loader gave it
   */
  synchronized String get(String name, Function<String, String> loader) {
    String product = entries.get(name);
    if (product == null) {
      product = loader.apply(name);
      entries.put(name, product);
    }
    int size = entries.size();
    if (size > capacity) { // tracepoint: cache size
      dropOldest();
    }
    return product;
  }

  synchronized int size() {
    return entries.size();
  }

  private void dropOldest() {
    String oldest = entries.keySet().iterator().next();
    entries.remove(oldest); // tracepoint: cache eviction
  }
}
