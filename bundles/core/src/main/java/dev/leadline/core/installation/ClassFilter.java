package dev.leadline.core.installation;

import java.lang.instrument.Instrumentation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which classes may have probes at all. Safe on any thread. */
public final class ClassFilter {

  private static final int DEEPEST = 4;

  private final Optional<ClassLoader> platform;
  private final boolean instrumentJdk;

  /**
   * @param platform the loader that all of Leadline comes from; empty when that is the
   *     application's own (in tests)
   * @param instrumentJdk whether classes of the boot loader may have probes
   */
  public ClassFilter(Optional<ClassLoader> platform, boolean instrumentJdk) {
    this.platform = platform;
    this.instrumentJdk = instrumentJdk;
  }

  /**
   * Whether classes of this loader may have probes: not ours, and the JDK's only when asked for.
   */
  boolean accepts(@Nullable ClassLoader loader) {
    if (loader == null) {
      return instrumentJdk;
    }
    if (platform.isEmpty()) {
      return true;
    }
    // Ours are the platform's loader, the loaders that Felix makes, and those that our bundles
    // make.
    ClassLoader current = loader;
    for (int depth = 0; current != null && depth < DEEPEST; depth++) {
      if (current == platform.get()) {
        return false;
      }
      current = current.getClass().getClassLoader();
    }
    return true;
  }

  /** Whether this loaded class can be retransformed, and may be. */
  boolean accepts(Class<?> type, Instrumentation instrumentation) {
    return !type.isArray()
        && !type.isPrimitive()
        && !type.isHidden()
        && accepts(type.getClassLoader())
        && instrumentation.isModifiableClass(type);
  }
}
