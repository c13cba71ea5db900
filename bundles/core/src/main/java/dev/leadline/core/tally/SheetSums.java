package dev.leadline.core.tally;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What all sheets say together, those of the dead included. Off the hot path: everything in here
 * happens with {@link #LOCK}, which adding threads only ever try.
 *
 * <p>When a thread is dead ({@link Thread#isAlive} says so, which also orders its last writes
 * before our reading, JLS 17.4.5), its sheets are added to the remainder of the dead and dropped.
 */
final class SheetSums {

  static final ReentrantLock LOCK = new ReentrantLock();

  private static final List<Entry> LIVE = new ArrayList<>();

  /** What the dead have left, by column; as long as the longest of their sheets was. */
  private static long[] dead = new long[0];

  private SheetSums() {}

  /**
   * A sheet and whose it is. A thread whose first sheet has become too short has several: what is
   * in the first ones stays there.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(int place, long[] sheet, WeakReference<Thread> thread) {
    boolean isOfTheDead() {
      Thread owner = thread.get();
      return owner == null || !owner.isAlive();
    }
  }

  /** A sheet that a thread is about to have. */
  static void enrol(int place, long[] sheet, Thread thread) {
    LIVE.add(new Entry(place, sheet, new WeakReference<>(thread)));
  }

  /** All that ever was added in this column. */
  static long longs(int column) {
    long sum = column < dead.length ? dead[column] : 0;
    for (Entry entry : LIVE) {
      sum += ThreadSheets.get(entry.sheet, column);
    }
    return sum;
  }

  /** All that ever was added in this column. */
  static double doubles(int column) {
    double sum = column < dead.length ? Double.longBitsToDouble(dead[column]) : 0;
    for (Entry entry : LIVE) {
      sum += Double.longBitsToDouble(ThreadSheets.get(entry.sheet, column));
    }
    return sum;
  }

  /** Drops the sheets of threads that are dead. */
  static void sweep() {
    LIVE.removeIf(
        entry -> {
          if (!entry.isOfTheDead()) {
            return false;
          }
          bury(entry.sheet);
          ThreadSheets.vacate(entry.place, entry.sheet);
          return true;
        });
  }

  private static void bury(long[] sheet) {
    if (dead.length < sheet.length) {
      dead = Arrays.copyOf(dead, sheet.length);
    }
    int end = Math.min(sheet.length, SheetColumns.end());
    for (int i = ThreadSheets.FIRST_COLUMN; i < end; i++) {
      long left = ThreadSheets.get(sheet, i);
      if (SheetColumns.isDouble(i)) {
        dead[i] =
            Double.doubleToRawLongBits(
                Double.longBitsToDouble(dead[i]) + Double.longBitsToDouble(left));
      } else {
        dead[i] += left;
      }
    }
  }

  /** Elements of all sheets that there are. */
  static long elements() {
    long sum = 0;
    for (Entry entry : LIVE) {
      sum += entry.sheet.length;
    }
    return sum;
  }

  /** Sheets that there are. */
  static int count() {
    return LIVE.size();
  }
}
