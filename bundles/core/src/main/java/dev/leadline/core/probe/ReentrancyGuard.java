package dev.leadline.core.probe;

import dev.leadline.core.tally.ThreadSheets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an expression that runs application code from firing probes on its way. HOT PATH: where the
 * thread has a sheet of its own, the mark is on that, and {@link ThreadSheets#free} has looked at
 * it already; what is here is for all other hits. On threads without a sheet, bodies whose
 * expressions may reach application code pay one ThreadLocal.get to {@link #enter}, 1 to 6 ns, and
 * all others one read of a static field as long as there is no body of the first kind.
 *
 * <p>A thread gets its sheet only where it is inside of nothing, so that both ways never disagree:
 * at the beginning of a hit that does not mark it, and at the end of one that has.
 *
 * <p>The value on the application's threads is of a JDK type, so that nothing of ours stays
 * reachable from them.
 */
public final class ReentrancyGuard {

  /** For threads without a sheet: an array with the mark where a sheet has it. */
  private static final ThreadLocal<long[]> MARKS = new ThreadLocal<>();

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
   * Null when this thread is inside an expression already; else what its mark is on, at {@link
   * ThreadSheets#MARK}, which is {@link ThreadSheets#INSIDE} now. When the body leaves, it sets
   * that to what is at {@link ThreadSheets#RESTING}, without a call: where the application's stack
   * has overflowed, a call would fail, and the thread would stay marked for ever.
   *
   * @param sheet of this thread
   */
  public static long @Nullable [] enter(long[] sheet) {
    return mark(ThreadSheets.isOwn(sheet) ? sheet : markOfThread());
  }

  /**
   * Whether this thread is inside an expression: a body that enters none must not fire from there
   * either.
   *
   * @param sheet of this thread
   */
  public static boolean isInside(long[] sheet) {
    return ThreadSheets.isOwn(sheet)
        ? sheet[ThreadSheets.MARK] == ThreadSheets.INSIDE
        : isMarkedOrOffered();
  }

  private static long @Nullable [] mark(long[] mark) {
    if (mark[ThreadSheets.MARK] == ThreadSheets.INSIDE) {
      return null;
    }
    mark[ThreadSheets.MARK] = ThreadSheets.INSIDE;
    return mark;
  }

  private static long[] markOfThread() {
    long[] mark = MARKS.get();
    if (mark == null) {
      mark = new long[ThreadSheets.RESTING + 1];
      MARKS.set(mark);
    }
    return mark;
  }

  /** A body that will not mark its thread, which has no sheet: it may get one for the next hit. */
  private static boolean isMarkedOrOffered() {
    if (guardedBodies != 0 && isMarked()) {
      return true;
    }
    ThreadSheets.offer();
    return false;
  }

  private static boolean isMarked() {
    long[] mark = MARKS.get();
    return mark != null && mark[ThreadSheets.MARK] == ThreadSheets.INSIDE;
  }
}
