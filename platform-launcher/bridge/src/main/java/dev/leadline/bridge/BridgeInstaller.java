package dev.leadline.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/**
 * Defines the bridge class into {@code java.lang} of java.base, or finds the one that another agent
 * defined before.
 *
 * <p>Nothing is appended to the boot class path: that makes the JVM print a warning into the
 * application's output and switches off its class-data sharing.
 */
public final class BridgeInstaller {

  /** Name of the bridge class. */
  public static final String BRIDGE_CLASS = "java.lang.LeadlineBridge";

  /** The version of the bridge that this build speaks. */
  public static final int BRIDGE_VERSION = 1;

  private BridgeInstaller() {}

  /**
   * The bridge of this JVM, defined now unless it is there.
   *
   * @throws IllegalStateException when the bridge that is there is of another version, or the JVM
   *     refuses; the message says which
   */
  public static Class<?> install(Instrumentation instrumentation) {
    Class<?> bridge = find();
    if (bridge == null) {
      bridge = define(instrumentation);
    }
    int version;
    try {
      version = bridge.getField("VERSION").getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the bridge in this JVM is not one of ours", e);
    }
    if (version != BRIDGE_VERSION) {
      throw new IllegalStateException(
          "this JVM has bridge version "
              + version
              + " from another Leadline; this one needs version "
              + BRIDGE_VERSION
              + " and a restart of the JVM");
    }
    return bridge;
  }

  private static @org.jspecify.annotations.Nullable Class<?> find() {
    try {
      return Class.forName(BRIDGE_CLASS, false, null);
    } catch (ClassNotFoundException absent) {
      return null;
    }
  }

  private static Class<?> define(Instrumentation instrumentation) {
    Module base = Object.class.getModule();
    // Opens java.lang to the unnamed module of our own isolated loader and to nobody else.
    instrumentation.redefineModule(
        base,
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(BridgeInstaller.class.getModule())),
        Set.of(),
        Map.of());
    try (InputStream in = BridgeInstaller.class.getClassLoader().getResourceAsStream(resource())) {
      if (in == null) {
        throw new IllegalStateException("the bridge class is missing from this build");
      }
      byte[] bytes = in.readAllBytes();
      return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(bytes);
    } catch (LinkageError raced) {
      // Another agent was quicker.
      Class<?> bridge = find();
      if (bridge != null) {
        return bridge;
      }
      throw new IllegalStateException("the JVM refuses the bridge class: " + raced, raced);
    } catch (IOException | IllegalAccessException e) {
      throw new IllegalStateException("the bridge cannot be defined: " + e.getMessage(), e);
    }
  }

  private static String resource() {
    return BRIDGE_CLASS.replace('.', '/') + ".class";
  }
}
