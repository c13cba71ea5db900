package dev.leadline.core.tally;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which sum has which columns of the sheets. Off the hot path: once for each sum that has become
 * busy, and when somebody reads. Everything in here is guarded by the sheets' lock.
 *
 * <p>Columns are free again when their sum is garbage, and are given to another with what is in
 * them as the start: nothing is ever erased, since only a sheet's own thread may write it. That no
 * addition to the old sum comes after that start was read is what {@link
 * java.lang.ref.Reference#reachabilityFence} at the end of each addition is for: a sum whose
 * addition has not been written yet is not garbage.
 */
final class SheetColumns {

  /** No column has this number: a sum that has it is added up elsewhere. */
  static final int NO_COLUMN = Integer.MAX_VALUE;

  /**
   * A sum that got none asks again after so many additions: columns come back when sums that have
   * gone are collected, which may take an hour.
   */
  static final int ADDITIONS_TO_NEXT_TRY = 100_000;

  /** On an application's thread; a hundred thousand sums may go at once. */
  private static final int MOST_FREED_AT_ONCE = 64;

  /** A column keeps its kind: or a hundred thousand sums would use up those of all histograms. */
  private static final int ONLY_FOR_BUCKETS = 16 * 1024;

  /** What {@link #open} answers when somebody has the lock: ask again. */
  static final int NOT_NOW = Integer.MAX_VALUE - 1;

  /** Behind the columns of counts that every sheet has. */
  private static final int END_OF_COUNTS = ThreadSheets.FIRST_COLUMN + 1000;

  /** Behind all columns that every sheet has: those of sums come last. */
  private static final int END_OF_EVERYWHERE = END_OF_COUNTS + 500;

  /** What a column's numbers are. It keeps that for ever. */
  enum Kind {
    /** A tracepoint's count. */
    COUNT,
    /** A sum of a series. */
    SUM,
    /** Of the observations in one bucket of a series. */
    BUCKET
  }

  /** Columns side by side that are given out together; everywhere: every sheet has them. */
  private record Shape(Kind kind, int count, boolean isEverywhere) {}

  /** Columns that a sum has. */
  private static final class Lease extends WeakReference<Object> {
    private final int first;
    private final Shape shape;

    Lease(Object sum, int first, Shape shape) {
      super(sum, ENDED);
      this.first = first;
      this.shape = shape;
    }
  }

  private static final ReferenceQueue<Object> ENDED = new ReferenceQueue<>();

  /** By first column: a lease that nobody refers to would not be told to have ended. */
  private static @Nullable Lease[] leases = new @Nullable Lease[END_OF_EVERYWHERE];

  private static final Map<Shape, Deque<Integer>> FREE = new HashMap<>();

  private static final BitSet DOUBLES = new BitSet();

  /** By column: what was in it when its sum got it. */
  private static long[] starts = new long[END_OF_EVERYWHERE];

  private static final Range COUNTS = new Range(ThreadSheets.FIRST_COLUMN, END_OF_COUNTS, 0);
  private static final Range SUMS = new Range(END_OF_COUNTS, END_OF_EVERYWHERE, 0);
  private static final Range OTHERS =
      new Range(END_OF_EVERYWHERE, ThreadSheets.MOST_COLUMNS, ONLY_FOR_BUCKETS);

  /** Whether any sum has a column. Racy: seen late, a thread gets its sheet late. */
  private static boolean isWorthwhile;

  private SheetColumns() {}

  /** Columns that are given out one after the other. */
  private static final class Range {
    /** The first that nobody ever had. */
    private int next;

    private final int end;

    /** Columns at the end for buckets alone. */
    private final int spared;

    Range(int start, int end, int spared) {
      this.next = start;
      this.end = end;
      this.spared = spared;
    }

    int take(Shape shape) {
      int last = shape.kind == Kind.BUCKET ? end : end - spared;
      if (next + shape.count > last) {
        return NO_COLUMN;
      }
      int first = next;
      next += shape.count;
      return first;
    }
  }

  static boolean isWorthwhile() {
    return isWorthwhile;
  }

  /**
   * Columns side by side for a sum that has become busy. Never waits.
   *
   * @return the first of them; NO_COLUMN when there are none left
   */
  static int open(Object sum, Kind kind, int count) {
    if (!ThreadSheets.AVAILABLE) {
      return NO_COLUMN;
    }
    if (!SheetSums.LOCK.tryLock()) {
      return NOT_NOW;
    }
    try {
      int first = lease(sum, new Shape(kind, count, false));
      isWorthwhile |= first != NO_COLUMN;
      return first;
    } finally {
      SheetSums.LOCK.unlock();
    }
  }

  /**
   * A column that every sheet has, before its sum is busy: for code that has the column as a
   * constant. Waits for readers; not on an application's thread.
   *
   * @return NO_COLUMN when there are none left
   */
  static int openEverywhere(Object sum, Kind kind) {
    if (!ThreadSheets.AVAILABLE) {
      return NO_COLUMN;
    }
    SheetSums.LOCK.lock();
    try {
      return lease(sum, new Shape(kind, 1, true));
    } finally {
      SheetSums.LOCK.unlock();
    }
  }

  /** A sum that has a column has become busy: threads may have sheets. */
  static void isBusy() {
    isWorthwhile = true;
  }

  private static int lease(Object sum, Shape shape) {
    int first = take(shape);
    if (first == NO_COLUMN) {
      return first;
    }
    leases[first] = new Lease(sum, first, shape);
    for (int i = first; i < first + shape.count; i++) {
      starts[i] =
          shape.kind == Kind.SUM
              ? Double.doubleToRawLongBits(SheetSums.doubles(i))
              : SheetSums.longs(i);
    }
    return first;
  }

  private static int take(Shape shape) {
    freeEnded(MOST_FREED_AT_ONCE);
    Deque<Integer> free = FREE.get(shape);
    Integer again = free == null ? null : free.poll();
    return again == null ? takeNew(shape) : again;
  }

  /** Takes back the columns of all sums that are garbage. */
  static void freeEnded() {
    freeEnded(Integer.MAX_VALUE);
  }

  private static void freeEnded(int most) {
    Object ended;
    for (int i = 0; i < most && (ended = ENDED.poll()) != null; i++) {
      Lease lease = (Lease) ended;
      leases[lease.first] = null;
      FREE.computeIfAbsent(lease.shape, any -> new ArrayDeque<>()).add(lease.first);
    }
  }

  private static int takeNew(Shape shape) {
    // By kind, so that those of one kind never use up those of the other.
    Range range = !shape.isEverywhere ? OTHERS : shape.kind == Kind.SUM ? SUMS : COUNTS;
    int first = range.take(shape);
    if (first == NO_COLUMN) {
      return first;
    }
    if (OTHERS.next > starts.length) {
      int length = Math.max(OTHERS.next, 2 * starts.length);
      starts = Arrays.copyOf(starts, length);
      leases = Arrays.copyOf(leases, length);
    }
    if (shape.kind == Kind.SUM) {
      DOUBLES.set(first, first + shape.count);
    }
    return first;
  }

  /** What this column's sum has there. */
  static long longSum(int column) {
    SheetSums.LOCK.lock();
    try {
      return SheetSums.longs(column) - starts[column];
    } finally {
      SheetSums.LOCK.unlock();
    }
  }

  /** What this column's sum has there. */
  static double doubleSum(int column) {
    SheetSums.LOCK.lock();
    try {
      return SheetSums.doubles(column) - Double.longBitsToDouble(starts[column]);
    } finally {
      SheetSums.LOCK.unlock();
    }
  }

  /** Sums that have columns now, as far as is known. */
  static int owners() {
    freeEnded();
    int owners = 0;
    for (Lease lease : leases) {
      owners += lease == null ? 0 : 1;
    }
    return owners;
  }

  /** Behind the last column that has ever had an owner. */
  static int end() {
    return OTHERS.next;
  }

  /** Whether every sheet has it. */
  static boolean isEverywhere(int column) {
    return column < END_OF_EVERYWHERE;
  }

  static boolean isDouble(int column) {
    return DOUBLES.get(column);
  }
}
