package dev.leadline.core.tally;

import java.lang.ref.Reference;

/**
 * Adds to a tally that it knows the column of, so that a hit does not have to look into the tally,
 * which would be one more wait for memory where there are many. HOT PATH.
 */
public abstract class DoubleTallyAdder {

  /**
   * The place: the number after the column's; 0 where there is none, which is also what a thread
   * may see that has got this object by a race. Racy: it changes once, and who sees it late asks
   * the tally.
   */
  private int place;

  /** What is added to; always the same, and reachable from this. Off the hot path. */
  protected abstract DoubleTally tally();

  /**
   * Adds.
   *
   * @param sheet of this thread
   */
  @SuppressWarnings("ReachabilityFenceUsage") // nothing in between throws
  public final void add(long[] sheet, double number) {
    if (addAt(sheet, place, number)) {
      // And with this the tally, which has the column as long as it is there.
      Reference.reachabilityFence(this);
    } else {
      addByTally(sheet, number);
    }
  }

  /**
   * Adds where {@link #place} has said. The caller keeps this reachable until it has been added.
   *
   * @param sheet of this thread
   * @return false where this sheet does not have the place
   */
  public static boolean addAt(long[] sheet, int place, double number) {
    int at = place - 1;
    // Both, so that the compiler has its own check of the index for nothing.
    if (at >= 0 && at < sheet.length) {
      ThreadSheets.add(sheet, at, number);
      return true;
    }
    return false;
  }

  /** Where additions go on every sheet, for {@link #addAt}; 0 while it is not known. */
  public final int place() {
    return place;
  }

  private void addByTally(long[] sheet, double number) {
    DoubleTally tally = tally();
    tally.add(sheet, number);
    int column = tally.column();
    if (column != SheetColumns.NO_COLUMN) {
      place = column + 1;
    }
  }
}
