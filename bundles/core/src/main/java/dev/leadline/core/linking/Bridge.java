package dev.leadline.core.linking;

import java.lang.invoke.MethodHandle;

/**
 * Our hold on the bridge class in {@code java.lang}, which was put there before this bundle
 * started. Reached by reflection: a compiler cannot see it.
 */
public final class Bridge implements AutoCloseable {

  private static final String NAME = "java.lang.LeadlineBridge";

  private final Class<?> bridge;

  /** Of a JDK type, so that the bridge keeps nothing of ours alive but the linker. */
  private final Object owner = new Object();

  private Bridge(Class<?> bridge) {
    this.bridge = bridge;
  }

  /**
   * Takes the bridge for this linker.
   *
   * @throws IllegalStateException when it is missing, or another Leadline in this JVM has it
   */
  public static Bridge claim(CallSiteLinker linker) {
    try {
      Bridge claimed = new Bridge(Class.forName(NAME, false, null));
      boolean taken =
          (boolean)
              claimed
                  .bridge
                  .getMethod("claim", Object.class, MethodHandle.class)
                  .invoke(null, claimed.owner, linker.toMethodHandle());
      if (!taken) {
        throw new IllegalStateException("another Leadline in this JVM has the bridge");
      }
      return claimed;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the bridge is not in this JVM", e);
    }
  }

  /** Gives it back; call sites that link from now on do nothing. */
  @Override
  public void close() {
    try {
      bridge.getMethod("release", Object.class).invoke(null, owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the bridge cannot be released", e);
    }
  }
}
