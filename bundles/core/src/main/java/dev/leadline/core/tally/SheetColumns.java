package dev.leadline.core.tally;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which sum has which columns of the sheets. Off the hot path: once for each sum that has become
 * busy, and when somebody reads.
 *
 * <p>A column is free again when its sum is garbage, and is given to another with what is in it as
 * the start: nothing is ever erased, since only a sheet's own thread may write it. That no addition
 * to the old sum comes after that start was read is what {@link
 * java.lang.ref.Reference#reachabilityFence} at the end of each addition is for: a sum whose
 * addition has not been written yet is not garbage.
 */
final class SheetColumns {

  /** No column has this number: a sum that has it is added up elsewhere. */
  static final int NO_COLUMN = Integer.MAX_VALUE;

  /** What {@link #open} answers when somebody has the lock: ask again. */
  static final int NOT_NOW = Integer.MAX_VALUE - 1;

  /** Series may be many; the tracepoints' own counts come first. */
  private static final int MOST_OF_SERIES = 3000;

  /** What a column's numbers are. It keeps that for ever. */
  enum Kind {
    /** A tracepoint's count. */
    COUNT,
    /** A sum of a series. */
    SUM,
    /** Of the observations in one bucket of a series. */
    BUCKET
  }

  /**
   * A column that a sum has.
   *
   * @param start what was in it when the sum got it
   */
  private record Column(WeakReference<Object> sum, Kind kind, long start) {}

  /** Guarded by the sheets' lock. */
  private static final List<@Nullable Column> TAKEN = new ArrayList<>();

  /** Guarded by the sheets' lock: those that are not counts. */
  private static int ofSeries;

  /** Whether any sum has a column. Racy: seen late, a thread gets its sheet late. */
  private static boolean isWorthwhile;

  static {
    for (int i = 0; i < ThreadSheets.FIRST_COLUMN; i++) {
      TAKEN.add(null);
    }
  }

  private SheetColumns() {}

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
    if (!ThreadSheets.LOCK.tryLock()) {
      return NOT_NOW;
    }
    try {
      int first = free(kind, count);
      if (first == NO_COLUMN) {
        return first;
      }
      WeakReference<Object> owner = new WeakReference<>(sum);
      for (int i = first; i < first + count; i++) {
        Column column = new Column(owner, kind, now(i, kind));
        if (i == TAKEN.size()) {
          TAKEN.add(column);
        } else {
          TAKEN.set(i, column);
        }
      }
      isWorthwhile = true;
      return first;
    } finally {
      ThreadSheets.LOCK.unlock();
    }
  }

  private static int free(Kind kind, int count) {
    int next = TAKEN.size();
    boolean isOfSeries = kind != Kind.COUNT;
    if (next + count <= ThreadSheets.FIRST_COLUMN + ThreadSheets.COLUMNS
        && !(isOfSeries && ofSeries + count > MOST_OF_SERIES)) {
      ofSeries += isOfSeries ? count : 0;
      return next;
    }
    int run = 0;
    for (int i = ThreadSheets.FIRST_COLUMN; i < next; i++) {
      Column column = TAKEN.get(i);
      boolean isFree = column != null && column.kind == kind && column.sum.get() == null;
      run = isFree ? run + 1 : 0;
      if (run == count) {
        return i - count + 1;
      }
    }
    return NO_COLUMN;
  }

  /** What this column's sum has there. */
  static long longSum(int column) {
    ThreadSheets.LOCK.lock();
    try {
      return ThreadSheets.longs(column) - start(column);
    } finally {
      ThreadSheets.LOCK.unlock();
    }
  }

  /** What this column's sum has there. */
  static double doubleSum(int column) {
    ThreadSheets.LOCK.lock();
    try {
      return ThreadSheets.doubles(column) - Double.longBitsToDouble(start(column));
    } finally {
      ThreadSheets.LOCK.unlock();
    }
  }

  private static long start(int column) {
    Column taken = TAKEN.get(column);
    return taken == null ? 0 : taken.start;
  }

  private static long now(int column, Kind kind) {
    return kind == Kind.SUM
        ? Double.doubleToRawLongBits(ThreadSheets.doubles(column))
        : ThreadSheets.longs(column);
  }

  /** Behind the last column that has an owner. With the lock. */
  static int end() {
    return TAKEN.size();
  }

  /** With the lock. */
  static boolean isDouble(int column) {
    Column taken = TAKEN.get(column);
    return taken != null && taken.kind == Kind.SUM;
  }
}
