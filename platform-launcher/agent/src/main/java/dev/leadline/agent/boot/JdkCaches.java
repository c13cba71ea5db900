package dev.leadline.agent.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Makes the JDK forget our classes. The static method handles that records are made of keep the
 * last type that they were adapted to, and with it the class loader of the last record that linked
 * its {@code equals}, {@code hashCode} or {@code toString}. Adapting them to types of the JDK puts
 * those in its place.
 */
final class JdkCaches {

  private JdkCaches() {}

  /** What it cannot forget stays until the next record of the application links. */
  static void forget() {
    try {
      MethodHandle component =
          MethodHandles.publicLookup()
              .findVirtual(String.class, "trim", MethodType.methodType(String.class));
      link("equals", component, MethodType.methodType(boolean.class, String.class, Object.class));
      link("hashCode", component, MethodType.methodType(int.class, String.class));
      link("toString", component, MethodType.methodType(String.class, String.class));
    } catch (Throwable otherJdk) {
      // Nothing depends on it but some megabytes.
    }
  }

  private static void link(String method, MethodHandle component, MethodType type)
      throws Throwable {
    ObjectMethods.bootstrap(
        MethodHandles.lookup(), method, type, String.class, "component", component);
  }
}
