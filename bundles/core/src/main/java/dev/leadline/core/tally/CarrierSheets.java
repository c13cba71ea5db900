package dev.leadline.core.tally;

import org.jspecify.annotations.Nullable;

/**
 * Additions of threads that have no sheet of their own with the column: virtual threads, most
 * likely. They go to the sheet of the thread that the code runs on at this moment, {@link
 * ThreadIdentity#carrier}: nothing but blocking takes a virtual thread from its carrier, and
 * between asking for the sheet and writing on it nothing blocks. So the sheet still has one writer.
 *
 * <p>HOT PATH of virtual threads: an addition without an atomic instruction, about 1 ns.
 */
final class CarrierSheets {

  static {
    // Linked now: linking may block.
    ThreadSheets.add(new long[1], 0, 1L);
    ThreadSheets.add(new long[1], 0, 1.0);
  }

  private CarrierSheets() {}

  /**
   * Adds to this column.
   *
   * @return false where there is no sheet with it; then nothing has been added
   */
  static boolean add(int column, long number) {
    long[] sheet = with(column);
    if (sheet == null) {
      return false;
    }
    ThreadSheets.add(sheet, column, number);
    return true;
  }

  /** The same. */
  static boolean add(int column, double number) {
    long[] sheet = with(column);
    if (sheet == null) {
      return false;
    }
    ThreadSheets.add(sheet, column, number);
    return true;
  }

  /** Adds one to a column of counts and a number to one of sums, or neither. */
  static boolean add(int counts, int sums, double number) {
    long[] sheet = with(Math.max(counts, sums));
    if (sheet == null) {
      return false;
    }
    ThreadSheets.add(sheet, counts, 1);
    ThreadSheets.add(sheet, sums, number);
    return true;
  }

  private static long @Nullable [] with(int column) {
    if (column == SheetColumns.NO_COLUMN) {
      return null;
    }
    long[] sheet = ThreadSheets.of(ThreadIdentity.carrier());
    if (column < sheet.length) {
      return sheet;
    }
    ThreadSheets.missed(sheet);
    return null;
  }
}
