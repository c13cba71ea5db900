package dev.leadline.core.probe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an expression that runs application code from firing probes on its way. HOT PATH.
 *
 * <p>Only bodies whose expressions may reach application code {@link #enter}: one ThreadLocal.get,
 * 1 to 6 ns. All others ask {@link #isInside}, which is one read of a static field as long as there
 * is no body of the first kind.
 *
 * <p>The value on the application's threads is of a JDK type, so that nothing of ours stays
 * reachable from them.
 */
public final class ReentrancyGuard {

  private static final ThreadLocal<boolean[]> INSIDE = new ThreadLocal<>();
  private static final VarHandle GUARDED_BODIES;

  /**
   * Live bodies that may enter. Plain reads on the hot path: a body that is seen late is seen at
   * the next hit.
   */
  @SuppressWarnings("unused") // through the handle
  private static int guardedBodies;

  static {
    try {
      GUARDED_BODIES =
          MethodHandles.lookup()
              .findStaticVarHandle(ReentrancyGuard.class, "guardedBodies", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private ReentrancyGuard() {}

  /** A body that enters is about to go live, or (negative) is gone. */
  public static void addGuardedBodies(int count) {
    GUARDED_BODIES.getAndAdd(count);
  }

  /**
   * Null when this thread is inside an expression already; else its mark, whose only element is
   * true now. The body sets that to false when it leaves, without a call: where the application's
   * stack has overflowed, a call would fail, and the thread would stay marked for ever.
   */
  public static boolean @Nullable [] enter() {
    boolean[] inside = INSIDE.get();
    if (inside == null) {
      inside = new boolean[1];
      INSIDE.set(inside);
    }
    if (inside[0]) {
      return null;
    }
    inside[0] = true;
    return inside;
  }

  /**
   * Whether this thread is inside an expression: a body that enters none must not fire from there
   * either.
   */
  public static boolean isInside() {
    return guardedBodies != 0 && isThreadInside();
  }

  private static boolean isThreadInside() {
    boolean[] inside = INSIDE.get();
    return inside != null && inside[0];
  }
}
