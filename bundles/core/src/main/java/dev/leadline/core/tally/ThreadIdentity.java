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
  private static final MethodType FLAG = MethodType.methodType(boolean.class, Thread.class);

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

  /** {@code (Thread) -> boolean}: whether it is a virtual thread. */
  static MethodHandle virtual() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class))
          .asType(FLAG);
    } catch (ReflectiveOperationException before21) {
      return MethodHandles.dropArguments(
          MethodHandles.constant(boolean.class, false), 0, Thread.class);
    }
  }
}
