package dev.leadline.core.tally;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The sheets of all threads that have one. HOT PATH: {@link #free} is the current thread's number,
 * an array element and a comparison, about 1 ns; a ThreadLocal takes 2 to 9.
 *
 * <p>A sheet is an array of numbers with a column for each busy sum. Only its own thread writes it,
 * so adding needs no atomic instruction, and its own reads are plain; it is written, and read by
 * others, opaquely (JEP 193), which keeps a compiler from holding a sum in a register for the
 * length of a loop, costs nothing on x86 and AArch64, and makes each column coherent: who reads it
 * twice never sees it go back. Exactness for a reader who has waited for a thread comes from that
 * waiting.
 *
 * <p>A thread keeps its sheet for life. When it is dead ({@link Thread#isAlive} says so, which also
 * orders its last writes before our reading, JLS 17.4.5), the sheet is added to the remainder of
 * the dead and dropped. Virtual threads get none, and threads whose place another has neither: they
 * add to the shared part of each sum, which costs them an atomic instruction.
 *
 * <p>Nothing of ours hangs on a thread, and a thread is referred to weakly.
 */
public final class ThreadSheets {

  /**
   * The element that says whether this thread is inside of an expression: then it is {@link
   * #INSIDE}, else what is at {@link #OWNER}. So one comparison with the thread's number tells that
   * a sheet is its own and that there is nothing to find out.
   */
  public static final int MARK = 8;

  /** The number of the thread. The elements before it keep neighbours in memory apart. */
  public static final int OWNER = 9;

  /** No thread has this number. */
  public static final long INSIDE = -1;

  static final int FIRST_COLUMN = 16;

  /** 32 kB each, the room at the end included. */
  static final int COLUMNS = 4000;

  static final int LENGTH = FIRST_COLUMN + COLUMNS + 8;

  /** What threads without a sheet have: it has no columns. Never written to. */
  private static final long[] NONE = new long[FIRST_COLUMN];

  /** A power of two. */
  private static final int MOST_SHEETS = 512;

  /** One of so many chances to get a sheet is used: threads that live briefly need none. */
  private static final int CHANCES = 16;

  private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(long[].class);

  /**
   * By the thread's number. Plain reads: the one element that a thread finds its own number in was
   * written by that thread.
   */
  private static final long[][] SHEETS = new long[MOST_SHEETS][];

  private static final MethodHandle NUMBER;
  private static final MethodHandle VIRTUAL = ThreadIdentity.virtual();

  /** Whether there are sheets at all. */
  static final boolean AVAILABLE;

  /** Taken by readers and the sweeper; adding threads only try. */
  static final ReentrantLock LOCK = new ReentrantLock();

  /** Guarded by LOCK. */
  private static final List<Entry> LIVE = new ArrayList<>();

  /** Guarded by LOCK: what the dead have left, by column. */
  private static final long[] DEAD = new long[LENGTH];

  /** Racy: it only has to come round. */
  private static int chance;

  static {
    // Neither is the number of a thread, nor what stands for it where there are none.
    NONE[OWNER] = -3;
    NONE[MARK] = -3;
    Arrays.fill(SHEETS, NONE);
    MethodHandle number = ThreadIdentity.number();
    AVAILABLE = number != null;
    NUMBER =
        number != null
            ? number
            : MethodHandles.dropArguments(MethodHandles.constant(long.class, -2L), 0, Thread.class);
  }

  private ThreadSheets() {}

  /** A thread that has a sheet. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(int place, long[] sheet, WeakReference<Thread> thread) {}

  /**
   * The sheet of this thread, when it has one and is inside of nothing; null says that there is
   * more to find out.
   */
  public static long @Nullable [] free() {
    long number = number(Thread.currentThread());
    long[] sheet = SHEETS[(int) number & (MOST_SHEETS - 1)];
    return sheet[MARK] == number ? sheet : null;
  }

  /** The sheet of this thread; one without columns when it has none. */
  public static long[] mine() {
    long number = number(Thread.currentThread());
    long[] sheet = SHEETS[(int) number & (MOST_SHEETS - 1)];
    return sheet[OWNER] == number ? sheet : NONE;
  }

  /** Whether it is a thread's own. */
  public static boolean isOwn(long[] sheet) {
    return sheet != NONE;
  }

  /** {@link #offer} when the hit that ends had no sheet of its own. */
  public static void leave(long[] sheet) {
    if (sheet == NONE) {
      offer();
    }
  }

  /**
   * This thread, which has no sheet, may get one for its next hit. Not while it is inside of an
   * expression: whether it is, is written where it was when it entered.
   */
  public static void offer() {
    if (!SheetColumns.isWorthwhile() || !AVAILABLE) {
      return;
    }
    Thread thread = Thread.currentThread();
    if (isVirtual(thread) || (chance++ & (CHANCES - 1)) != 0 || !LOCK.tryLock()) {
      return;
    }
    try {
      long number = number(thread);
      int place = (int) number & (MOST_SHEETS - 1);
      if (SHEETS[place] == NONE) {
        long[] sheet = new long[LENGTH];
        sheet[OWNER] = number;
        sheet[MARK] = number;
        LIVE.add(new Entry(place, sheet, new WeakReference<>(thread)));
        SHEETS[place] = sheet;
      }
    } catch (OutOfMemoryError noRoom) {
      // Then it goes on without.
    } finally {
      LOCK.unlock();
    }
  }

  static void add(long[] sheet, int column, long number) {
    ELEMENTS.setOpaque(sheet, column, sheet[column] + number);
  }

  static void add(long[] sheet, int column, double number) {
    double before = Double.longBitsToDouble(sheet[column]);
    ELEMENTS.setOpaque(sheet, column, Double.doubleToRawLongBits(before + number));
  }

  static void set(long[] sheet, int column, long number) {
    ELEMENTS.setOpaque(sheet, column, number);
  }

  /** All that ever was added in this column. With LOCK. */
  static long longs(int column) {
    long sum = DEAD[column];
    for (Entry entry : LIVE) {
      sum += (long) ELEMENTS.getOpaque(entry.sheet, column);
    }
    return sum;
  }

  /** All that ever was added in this column. With LOCK. */
  static double doubles(int column) {
    double sum = Double.longBitsToDouble(DEAD[column]);
    for (Entry entry : LIVE) {
      sum += Double.longBitsToDouble((long) ELEMENTS.getOpaque(entry.sheet, column));
    }
    return sum;
  }

  /** Drops the sheets of threads that are dead. About once a second, on Leadline's thread. */
  public static void sweep() {
    LOCK.lock();
    try {
      LIVE.removeIf(
          entry -> {
            Thread thread = entry.thread.get();
            if (thread != null && thread.isAlive()) {
              return false;
            }
            bury(entry.sheet);
            SHEETS[entry.place] = NONE;
            return true;
          });
    } finally {
      LOCK.unlock();
    }
  }

  private static void bury(long[] sheet) {
    for (int i = FIRST_COLUMN; i < SheetColumns.end(); i++) {
      long left = (long) ELEMENTS.getOpaque(sheet, i);
      if (SheetColumns.isDouble(i)) {
        DEAD[i] =
            Double.doubleToRawLongBits(
                Double.longBitsToDouble(DEAD[i]) + Double.longBitsToDouble(left));
      } else {
        DEAD[i] += left;
      }
    }
  }

  /** Threads that have a sheet now. */
  static int sheets() {
    LOCK.lock();
    try {
      return LIVE.size();
    } finally {
      LOCK.unlock();
    }
  }

  private static long number(Thread thread) {
    try {
      return (long) NUMBER.invokeExact(thread);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static boolean isVirtual(Thread thread) {
    try {
      return (boolean) VIRTUAL.invokeExact(thread);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }
}
