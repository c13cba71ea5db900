package dev.leadline.core.tally;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
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
 * <p>A thread keeps its sheet for life. One that adds to sums whose columns are behind its sheet's
 * end gets a longer one beside it, and adds there from then on; nothing moves, so that a hit that
 * is under way may go on with the old one. Threads whose place another has get none: they add to
 * the shared part of each sum, which costs them an atomic instruction.
 *
 * <p>Virtual threads have none of their own. They add to their carrier's, one addition at a time:
 * nothing but blocking takes a virtual thread from its carrier, so that between asking for the
 * sheet and writing on it the two are one. All else that a sheet says, the mark first of all, is
 * not for them.
 *
 * <p>Nothing of ours hangs on a thread, and a thread is referred to weakly.
 */
public final class ThreadSheets {

  /**
   * The element that says whether this thread is inside of an expression: then it is {@link
   * #INSIDE}, else what is at {@link #RESTING}, which is hardly ever anything but its number. So
   * one comparison with the thread's number tells that a sheet is its own and that there is nothing
   * to find out.
   */
  public static final int MARK = 8;

  /** The number of the thread. The elements before it keep neighbours in memory apart. */
  public static final int OWNER = 9;

  /** At the end of a sheet; keeps neighbours in memory apart. */
  private static final int ROOM = 8;

  /** No thread has this number. */
  public static final long INSIDE = -1;

  /** What comes to {@link #MARK} when this thread leaves: its number, or {@link #WISH}. */
  public static final int RESTING = 10;

  /** So many more additions that miss a column before a longer sheet is worth while. */
  private static final int PATIENCE = 11;

  private static final long SHORT_PATIENCE = 256;

  /** Where there is no more room: it may come. */
  private static final long LONG_PATIENCE = 1 << 20;

  /** The mark of a thread that is inside of nothing and wants a longer sheet. */
  private static final long WISH = -2;

  static final int FIRST_COLUMN = 16;

  /** The length of a first sheet, 32 kB. */
  static final int SHORT = 4096;

  /** Behind the last column: a sheet takes 1 MB at most. */
  static final int MOST_COLUMNS = 128 * 1024 - ROOM;

  /** What all sheets may take together when one is to become longer: 16 MB. */
  private static final long MOST_ELEMENTS = 2 * 1024 * 1024;

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

  /** Whether there are sheets at all. */
  static final boolean AVAILABLE;

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
            : MethodHandles.dropArguments(MethodHandles.constant(long.class, -4L), 0, Thread.class);
  }

  private ThreadSheets() {}

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
    return of(Thread.currentThread());
  }

  /** The sheet of this thread; one without columns when it has none. */
  static long[] of(Thread thread) {
    long number = number(thread);
    long[] sheet = SHEETS[(int) number & (MOST_SHEETS - 1)];
    return sheet[OWNER] == number ? sheet : NONE;
  }

  /**
   * The same at the beginning of a hit, when a thread may begin to use another sheet: a longer one,
   * where that has been missed and the thread is inside of nothing.
   */
  public static long[] entered() {
    long[] sheet = mine();
    return sheet[MARK] == WISH ? longer(sheet) : sheet;
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
    Thread thread = ThreadIdentity.carrier();
    long number = number(thread);
    int place = (int) number & (MOST_SHEETS - 1);
    if (SHEETS[place] == NONE && (chance++ & (CHANCES - 1)) == 0 && SheetSums.LOCK.tryLock()) {
      try {
        if (SHEETS[place] == NONE) {
          give(thread, number, SHORT);
        }
      } finally {
        SheetSums.LOCK.unlock();
      }
    }
  }

  /** A longer sheet for the thread that this code runs on, if there is one to be had now. */
  private static long[] longer(long[] sheet) {
    if (!SheetSums.LOCK.tryLock()) {
      return sheet;
    }
    try {
      sheet[PATIENCE] = LONG_PATIENCE;
      sheet[RESTING] = sheet[OWNER];
      sheet[MARK] = sheet[OWNER];
      int length = Integer.highestOneBit(SheetColumns.end() + ROOM - 1) * 2;
      if (length > sheet.length && SheetSums.elements() + length <= MOST_ELEMENTS) {
        give(ThreadIdentity.carrier(), sheet[OWNER], length);
      }
    } finally {
      SheetSums.LOCK.unlock();
    }
    return of(ThreadIdentity.carrier());
  }

  /** With the lock. */
  private static void give(Thread thread, long number, int length) {
    try {
      int place = (int) number & (MOST_SHEETS - 1);
      long[] sheet = new long[length];
      sheet[OWNER] = number;
      sheet[MARK] = number;
      sheet[RESTING] = number;
      sheet[PATIENCE] = SHORT_PATIENCE;
      SheetSums.enrol(place, sheet, thread);
      SHEETS[place] = sheet;
    } catch (OutOfMemoryError noRoom) {
      // Then it goes on without.
    }
  }

  /**
   * A sum was added to whose column is not on this sheet.
   *
   * @param sheet of the thread that this code runs on, or that of threads without one
   */
  static void missed(long[] sheet) {
    if (sheet != NONE && --sheet[PATIENCE] <= 0) {
      sheet[RESTING] = WISH;
      if (sheet[MARK] != INSIDE) {
        sheet[MARK] = WISH;
        longer(sheet);
      }
    }
  }

  static void add(long[] sheet, int column, long number) {
    ELEMENTS.setOpaque(sheet, column, sheet[column] + number);
  }

  static void add(long[] sheet, int column, double number) {
    double before = Double.longBitsToDouble(sheet[column]);
    ELEMENTS.setOpaque(sheet, column, Double.doubleToRawLongBits(before + number));
  }

  /** What is there; 0 behind its end. */
  static long get(long[] sheet, int column) {
    return column < sheet.length ? (long) ELEMENTS.getOpaque(sheet, column) : 0;
  }

  /**
   * Drops the sheets of threads that are dead, and frees columns. About once a second, on
   * Leadline's thread.
   */
  public static void sweep() {
    SheetSums.LOCK.lock();
    try {
      SheetSums.sweep();
      SheetColumns.freeEnded();
    } finally {
      SheetSums.LOCK.unlock();
    }
  }

  /** The thread of this sheet is dead. With the lock. */
  static void vacate(int place, long[] sheet) {
    if (SHEETS[place] == sheet) {
      SHEETS[place] = NONE;
    }
  }

  private static long number(Thread thread) {
    try {
      return (long) NUMBER.invokeExact(thread);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }
}
