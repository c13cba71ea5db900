package dev.leadline.core.tally;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.DoubleSupplier;

/**
 * A sum of doubles, as exact as their addition is. HOT PATH: two loads, a comparison, an addition
 * and a store once it is busy; an atomic addition before, and for threads that have no sheet.
 */
public final class DoubleTally implements DoubleSupplier {

  private final DoubleAdder shared = new DoubleAdder();

  /** Racy: it changes once, and who sees it late adds to what is shared. */
  private int column = ThreadSheets.NO_COLUMN;

  /** Racy: it only has to get there. */
  private int additions;

  /**
   * Adds.
   *
   * @param sheet of this thread
   */
  public void add(long[] sheet, double number) {
    int at = column;
    // Both, so that the compiler has its own check of the index for nothing.
    if (at >= 0 && at < sheet.length) {
      ThreadSheets.add(sheet, at, number);
    } else {
      addShared(number);
    }
  }

  private void addShared(double number) {
    shared.add(number);
    if (additions < LongTally.BUSY && ++additions == LongTally.BUSY) {
      promote();
    }
  }

  private synchronized void promote() {
    if (column == ThreadSheets.NO_COLUMN) {
      int opened = ThreadSheets.open(this, true);
      if (opened == ThreadSheets.NOT_NOW) {
        additions = 0;
      } else {
        column = opened;
      }
    }
  }

  /** All that was added. Exact for who has waited for the threads that add. */
  @Override
  public double getAsDouble() {
    int at = column;
    return shared.sum() + (at == ThreadSheets.NO_COLUMN ? 0 : ThreadSheets.doubleSum(at));
  }
}
