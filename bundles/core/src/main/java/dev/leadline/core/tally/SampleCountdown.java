package dev.leadline.core.tally;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes one of so many. HOT PATH: a load, a comparison and a store once it is busy; an atomic
 * addition before, and for threads that have no sheet.
 *
 * <p>A busy thread counts for itself. It begins where the common count would have gone on, so that
 * the threads together take as many as one would have, give or take one for each of them, and none
 * of them begins with one that is taken for no other reason than that it begins.
 */
public final class SampleCountdown {

  private final long sample;
  private final AtomicLong common = new AtomicLong();

  /**
   * Of numbers from 1, at the one that is taken, to the sample. All others, such as those that
   * another sum has left there, say that a thread begins. Racy: it changes once.
   */
  private int column = SheetColumns.NO_COLUMN;

  /**
   * @param sample at least 1
   */
  public SampleCountdown(long sample) {
    this.sample = sample;
  }

  /** Whether this one is taken. */
  @SuppressWarnings("ReachabilityFenceUsage") // nothing in between throws
  public boolean take(long[] sheet) {
    int at = column;
    if (at >= 0 && at < sheet.length) {
      long left = sheet[at];
      boolean isTaken = left == 1;
      if (left > 1 && left <= sample) {
        left--;
      } else if (isTaken) {
        left = sample;
      } else {
        long position = common.getAndIncrement() % sample;
        isTaken = position == 0;
        left = sample - position;
      }
      ThreadSheets.set(sheet, at, left);
      // Until it is written, nobody else may get the column. No instruction.
      Reference.reachabilityFence(this);
      return isTaken;
    }
    long number = common.getAndIncrement();
    if ((number & (LongTally.BUSY - 1)) == LongTally.BUSY - 1 && column == SheetColumns.NO_COLUMN) {
      promote();
    }
    return number % sample == 0;
  }

  private synchronized void promote() {
    int opened = SheetColumns.open(this, SheetColumns.Kind.COUNT, 1);
    if (opened != SheetColumns.NOT_NOW) {
      column = opened;
    }
  }
}
