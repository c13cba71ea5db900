package dev.leadline.core.tally;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * An exact distribution: a count for each bucket, and the sum. HOT PATH: a comparison for each
 * bucket below the value's, and two additions without an atomic instruction once it is busy; two
 * atomic additions before, and for threads that have no sheet.
 */
public final class DistributionTally {

  /** Of all buckets: the last has infinity, at which every search ends. */
  private final double[] bounds;

  /** What was added without a column; null while there is nothing. */
  private volatile @Nullable Shared shared;

  /** Of the first bucket. Racy: it changes once, and who sees it late adds to what is shared. */
  private int column = SheetColumns.NO_COLUMN;

  /** Of the sum; set before the first bucket's. Racy, and asked for itself therefore. */
  private int sumColumn = SheetColumns.NO_COLUMN;

  /** Racy: it only has to get there. */
  private int additions;

  /**
   * @param bounds of the buckets, ascending; a value belongs to the first that is not below it
   */
  public DistributionTally(double[] bounds) {
    this.bounds = Arrays.copyOf(bounds, bounds.length + 1);
    this.bounds[bounds.length] = Double.POSITIVE_INFINITY;
  }

  private static final class Shared {
    /** By bucket; the last one is for what is above all bounds. */
    private final LongAdder[] counts;

    private final DoubleAdder sum = new DoubleAdder();

    Shared(int buckets) {
      this.counts = new LongAdder[buckets];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = new LongAdder();
      }
    }
  }

  /**
   * Adds one observation.
   *
   * @param sheet of this thread
   * @param value is a number
   */
  @SuppressWarnings("ReachabilityFenceUsage") // nothing in between throws
  public void add(long[] sheet, double value) {
    double[] upper = bounds;
    int bucket = 0;
    // Not by halving: the jumps of this are foreseen where values are alike, and it was three times
    // as fast with the usual bounds. Not counted to the length, which compilers would unroll.
    while (value > upper[bucket]) {
      bucket++;
    }
    int at = column + bucket;
    int atSum = sumColumn;
    // Below 0: there is no column. All of them, so that the compiler's own checks come for nothing.
    if (at >= 0 && at < sheet.length && atSum >= 0 && atSum < sheet.length) {
      ThreadSheets.add(sheet, at, 1);
      ThreadSheets.add(sheet, atSum, value);
      // Until they are written, nobody else may get the columns. No instruction.
      Reference.reachabilityFence(this);
    } else {
      addShared(bucket, value);
    }
  }

  @SuppressWarnings("ReachabilityFenceUsage") // nothing in between throws
  private void addShared(int bucket, double value) {
    int atSum = sumColumn;
    int at = column;
    if (at != SheetColumns.NO_COLUMN
        && atSum != SheetColumns.NO_COLUMN
        && CarrierSheets.add(at + bucket, atSum, value)) {
      Reference.reachabilityFence(this);
      return;
    }
    Shared all = shared;
    if (all == null) {
      all = share();
    }
    all.counts[bucket].increment();
    all.sum.add(value);
    if (additions < LongTally.BUSY && ++additions == LongTally.BUSY) {
      promote();
    }
  }

  private synchronized Shared share() {
    Shared all = shared;
    if (all == null) {
      all = new Shared(bounds.length);
      shared = all;
    }
    return all;
  }

  private synchronized void promote() {
    if (sumColumn == SheetColumns.NO_COLUMN) {
      int opened = SheetColumns.open(this, SheetColumns.Kind.SUM, 1);
      if (opened == SheetColumns.NOT_NOW) {
        additions = 0;
        return;
      }
      sumColumn = opened;
      additions = afterTry(opened);
    }
    if (sumColumn != SheetColumns.NO_COLUMN && column == SheetColumns.NO_COLUMN) {
      int opened = SheetColumns.open(this, SheetColumns.Kind.BUCKET, bounds.length);
      if (opened == SheetColumns.NOT_NOW) {
        additions = 0;
      } else {
        column = opened;
        additions = afterTry(opened);
      }
    }
  }

  private static int afterTry(int opened) {
    return opened == SheetColumns.NO_COLUMN ? -SheetColumns.ADDITIONS_TO_NEXT_TRY : LongTally.BUSY;
  }

  /** Upper bounds of all buckets but the last. */
  public double[] bounds() {
    return Arrays.copyOf(bounds, bounds.length - 1);
  }

  /** What is in each bucket alone, in their order. Exact for who has waited for those who add. */
  public long[] counts() {
    Shared rest = shared;
    int first = column;
    long[] all = new long[bounds.length];
    for (int i = 0; i < all.length; i++) {
      all[i] =
          (rest == null ? 0 : rest.counts[i].sum())
              + (first == SheetColumns.NO_COLUMN ? 0 : SheetColumns.longSum(first + i));
    }
    return all;
  }

  /** The sum of all observations. Exact for who has waited for those who add. */
  public double sum() {
    Shared rest = shared;
    int at = sumColumn;
    return (rest == null ? 0 : rest.sum.sum())
        + (at == SheetColumns.NO_COLUMN ? 0 : SheetColumns.doubleSum(at));
  }
}
