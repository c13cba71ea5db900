package dev.leadline.core.tally;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Asks a thread for its number without running application code. Numbers are never given out twice
 * in a JVM's life.
 *
 * <p>{@code Thread.threadId()} is that from JDK 19 on. Before, {@code getId()} can be overridden by
 * an application's subclass, so the field behind it is read: {@code java.lang} has to be open to us
 * by then.
 */
final class ThreadIdentity {

  private static final MethodType NUMBER = MethodType.methodType(long.class, Thread.class);

  private static final MethodHandle CARRIER = findCarrier();

  private ThreadIdentity() {}

  /** {@code (Thread) -> long}; null when there is no way. */
  static @Nullable MethodHandle number() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "threadId", MethodType.methodType(long.class))
          .asType(NUMBER);
    } catch (ReflectiveOperationException before19) {
      try {
        return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
            .findGetter(Thread.class, "tid", long.class)
            .asType(NUMBER);
      } catch (ReflectiveOperationException unknownJdk) {
        return null;
      }
    }
  }

  /**
   * The thread of the operating system's that this code runs on. Of a virtual thread that is its
   * carrier, until it blocks; of all others themselves. Where {@code java.lang} is not open to us,
   * a virtual thread is taken for its own: it gets a sheet like any other then.
   */
  static Thread carrier() {
    try {
      return (Thread) CARRIER.invokeExact();
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static MethodHandle findCarrier() {
    try {
      return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
          .findStatic(Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class));
    } catch (ReflectiveOperationException before21) {
      return current();
    }
  }

  private static MethodHandle current() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(Thread.class, "currentThread", MethodType.methodType(Thread.class));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("there is no current thread", impossible);
    }
  }
}
