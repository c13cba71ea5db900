package dev.leadline.itests.container;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often a class is retransformed. */
final class Retransformations implements ClassFileTransformer {

  private final Class<?> type;
  private final AtomicInteger count = new AtomicInteger();

  Retransformations(Class<?> type) {
    this.type = type;
  }

  int count() {
    return count.get();
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String className,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (redefined == type) {
      count.incrementAndGet();
    }
    return null;
  }
}
