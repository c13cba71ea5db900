package dev.leadline.core.installation;

import java.lang.instrument.Instrumentation;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which classes may have probes at all. Safe on any thread. */
public final class ClassFilter {

  private static final int DEEPEST = 4;

  /** A probe in these would call itself before any guard can stop it. */
  private static final Set<String> ESSENTIAL =
      Set.of(
          "java.lang.",
          "java.lang.invoke.",
          "java.lang.ref.",
          "java.util.concurrent.atomic.",
          "jdk.internal.misc.",
          "sun.invoke.util.");

  private final Optional<ClassLoader> platform;
  private final boolean instrumentJdk;

  /**
   * @param platform the loader that all of Leadline comes from; empty when that is the
   *     application's own (in tests)
   * @param instrumentJdk whether classes of the JDK, of the boot and platform loaders, may have
   *     probes
   */
  public ClassFilter(Optional<ClassLoader> platform, boolean instrumentJdk) {
    this.platform = platform;
    this.instrumentJdk = instrumentJdk;
  }

  /**
   * Whether classes of this loader may have probes: not ours, and the JDK's only when asked for.
   */
  boolean accepts(@Nullable ClassLoader loader) {
    if (isOfJdk(loader)) {
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

  /**
   * Why this class of the JDK may not have probes; empty when it may, or is none of the JDK's.
   *
   * @param className binary name
   */
  public Optional<String> refusal(@Nullable ClassLoader loader, String className) {
    if (!isOfJdk(loader)) {
      return Optional.empty();
    }
    if (!instrumentJdk) {
      return Optional.of(
          "a class of the JDK; the person who starts the JVM can allow it with"
              + " leadline.instrument.jdk=true");
    }
    String folder = className.substring(0, className.lastIndexOf('.') + 1);
    return loader == null && ESSENTIAL.contains(folder)
        ? Optional.of("every probe runs through this part of the JDK itself")
        : Optional.empty();
  }

  private static boolean isOfJdk(@Nullable ClassLoader loader) {
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /** Whether this loaded class can be retransformed, and may be. */
  public boolean accepts(Class<?> type, Instrumentation instrumentation) {
    return !type.isArray()
        && !type.isPrimitive()
        && !type.isHidden()
        && accepts(type.getClassLoader())
        && refusal(type.getClassLoader(), type.getName()).isEmpty()
        && instrumentation.isModifiableClass(type);
  }
}
