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
 * The sheets of all threads that have one. HOT PATH: {@link #mine} is the current thread's number,
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
   * Whether this thread is inside of an expression: see the guard. 0 or 1; always 1 on the sheet of
   * threads that have none, so that one look tells whether there is more to find out.
   */
  public static final int INSIDE = 9;

  /** No column has this number: a sum that has it is added up elsewhere. */
  static final int NO_COLUMN = Integer.MAX_VALUE;

  /** What {@link #open} answers when somebody has the lock: ask again. */
  static final int NOT_NOW = Integer.MAX_VALUE - 1;

  /** What threads without a sheet have: it has no columns. Never written to. */
  private static final long[] NONE = new long[16];

  /** The number of the thread. The elements before it keep neighbours in memory apart. */
  private static final int OWNER = 8;

  private static final int FIRST_COLUMN = NONE.length;

  /** 16 kB each, the room at the end included. */
  private static final int COLUMNS = 2000;

  /** Sums of doubles are series, of which there may be many; tracepoints come first. */
  private static final int MOST_DOUBLES = 1400;

  private static final int LENGTH = FIRST_COLUMN + COLUMNS + 8;

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
  private static final boolean AVAILABLE;

  /** Taken by readers and the sweeper; adding threads only try. */
  private static final ReentrantLock LOCK = new ReentrantLock();

  /** Guarded by LOCK. */
  private static final List<Entry> LIVE = new ArrayList<>();

  /** Guarded by LOCK: what the dead have left, by column. */
  private static final long[] DEAD = new long[LENGTH];

  /** Guarded by LOCK: by column, the sum that has it, until that is garbage. */
  private static final List<@Nullable Column> TAKEN = new ArrayList<>();

  /** Whether any sum has a column. Racy: seen late, a thread gets its sheet late. */
  private static boolean isWorthwhile;

  /** Racy: it only has to come round. */
  private static int chance;

  static {
    NONE[OWNER] = -1;
    NONE[INSIDE] = 1;
    Arrays.fill(SHEETS, NONE);
    for (int i = 0; i < FIRST_COLUMN; i++) {
      TAKEN.add(null);
    }
    MethodHandle number = ThreadIdentity.number();
    AVAILABLE = number != null;
    NUMBER =
        number != null
            ? number
            : MethodHandles.dropArguments(MethodHandles.constant(long.class, -1L), 0, Thread.class);
  }

  private ThreadSheets() {}

  private static final class Entry {
    final int place;
    final long[] sheet;
    final WeakReference<Thread> thread;

    Entry(int place, long[] sheet, Thread thread) {
      this.place = place;
      this.sheet = sheet;
      this.thread = new WeakReference<>(thread);
    }
  }

  /**
   * A column that a sum has.
   *
   * @param start what was in it when the sum got it
   */
  private record Column(WeakReference<Object> sum, boolean isDouble, long start) {}

  /** The sheet of this thread; one without columns when it has none. */
  public static long[] mine() {
    if (!AVAILABLE) {
      return NONE;
    }
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
    if (!isWorthwhile || !AVAILABLE) {
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
        LIVE.add(new Entry(place, sheet, thread));
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

  /**
   * A column for a sum that has become busy. Never waits.
   *
   * @return NO_COLUMN when there is none left
   */
  static int open(Object sum, boolean isDouble) {
    if (!AVAILABLE) {
      return NO_COLUMN;
    }
    if (!LOCK.tryLock()) {
      return NOT_NOW;
    }
    try {
      int column = freeColumn(isDouble);
      if (column == NO_COLUMN) {
        return column;
      }
      Column taken =
          new Column(
              new WeakReference<>(sum), isDouble, isDouble ? bits(doubles(column)) : longs(column));
      if (column == TAKEN.size()) {
        TAKEN.add(taken);
      } else {
        TAKEN.set(column, taken);
      }
      isWorthwhile = true;
      return column;
    } finally {
      LOCK.unlock();
    }
  }

  /** A column keeps the kind of number that it had first: what is in it is never erased. */
  private static int freeColumn(boolean isDouble) {
    long doubles = TAKEN.stream().filter(column -> column != null && column.isDouble).count();
    if (TAKEN.size() < FIRST_COLUMN + COLUMNS && !(isDouble && doubles >= MOST_DOUBLES)) {
      return TAKEN.size();
    }
    for (int i = FIRST_COLUMN; i < TAKEN.size(); i++) {
      Column column = TAKEN.get(i);
      if (column != null && column.isDouble == isDouble && column.sum.get() == null) {
        // Who could still add has to hold the sum: nobody can.
        return i;
      }
    }
    return NO_COLUMN;
  }

  /** What this column's sum has there. */
  static long longSum(int column) {
    LOCK.lock();
    try {
      return longs(column) - start(column);
    } finally {
      LOCK.unlock();
    }
  }

  /** What this column's sum has there. */
  static double doubleSum(int column) {
    LOCK.lock();
    try {
      return doubles(column) - Double.longBitsToDouble(start(column));
    } finally {
      LOCK.unlock();
    }
  }

  private static long start(int column) {
    Column taken = TAKEN.get(column);
    return taken == null ? 0 : taken.start;
  }

  private static long longs(int column) {
    long sum = DEAD[column];
    for (Entry entry : LIVE) {
      sum += (long) ELEMENTS.getOpaque(entry.sheet, column);
    }
    return sum;
  }

  private static double doubles(int column) {
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
    for (int i = FIRST_COLUMN; i < TAKEN.size(); i++) {
      long left = (long) ELEMENTS.getOpaque(sheet, i);
      Column column = TAKEN.get(i);
      if (column != null && column.isDouble) {
        DEAD[i] = bits(Double.longBitsToDouble(DEAD[i]) + Double.longBitsToDouble(left));
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

  private static long bits(double number) {
    return Double.doubleToRawLongBits(number);
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
