package dev.leadline.core.tally;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A sum of doubles, as exact as their addition is. HOT PATH: two loads, a comparison, an addition
 * and a store once it is busy; an atomic addition before, and for threads that have no sheet.
 *
 * <p>The atomic addition is to a field: of a hundred thousand sums few are busy, and each object
 * that a hit has to look at is one more wait for memory. Only where threads meet there is an adder.
 */
public final class DoubleTally extends ClaimableTally implements DoubleSupplier {

  /**
   * Additions from which on it is worth a column. Soon: where there are a hundred thousand sums, an
   * atomic addition waits for memory, and nothing behind it may begin meanwhile.
   */
  private static final int BUSY = 16;

  private static final VarHandle FIRST;

  static {
    try {
      FIRST = MethodHandles.lookup().findVarHandle(DoubleTally.class, "first", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Racy: it only has to get there. */
  private int additions;

  /** Bits of a double: what was added while nobody else did. */
  @SuppressWarnings("unused") // through the handle
  private volatile long first;

  /** Where threads have met. */
  private volatile @Nullable DoubleAdder shared;

  public DoubleTally() {
    super(SheetColumns.Kind.SUM);
  }

  /**
   * Adds.
   *
   * @param sheet of this thread
   */
  @SuppressWarnings("ReachabilityFenceUsage") // nothing in between throws
  public void add(long[] sheet, double number) {
    int at = column;
    // Both, so that the compiler has its own check of the index for nothing.
    if (at >= 0 && at < sheet.length) {
      ThreadSheets.add(sheet, at, number);
      // Until it is written, nobody else may get the column. No instruction.
      Reference.reachabilityFence(this);
    } else {
      addShared(number);
    }
  }

  /**
   * {@link #addAt} on a thread that has a sheet. HOT PATH: an addition and a store, and no way that
   * could call anything: with a call in it, if only for rare cases, a method of the application
   * that this is compiled into has its variables in memory and not in registers.
   *
   * @param sheet of this thread, its own
   * @param claimed the column that {@link #claim} has answered
   */
  @SuppressWarnings("ReachabilityFenceUsage") // nothing in between throws
  public void addOwn(long[] sheet, int claimed, double number) {
    ThreadSheets.add(sheet, claimed, number);
    Reference.reachabilityFence(this);
  }

  /**
   * Adds, for code in which the column is a constant. HOT PATH: a comparison, an addition and a
   * store.
   *
   * @param sheet of this thread
   * @param claimed the column that {@link #claim} has answered
   */
  @SuppressWarnings("ReachabilityFenceUsage") // nothing in between throws
  public void addAt(long[] sheet, int claimed, double number) {
    if (claimed < sheet.length) {
      ThreadSheets.add(sheet, claimed, number);
      Reference.reachabilityFence(this);
    } else {
      addShared(number);
    }
  }

  /**
   * The column, for who adds often and would rather not look into this object; it stays the same
   * from when it is one, as long as this object is reachable.
   */
  int column() {
    return column;
  }

  @SuppressWarnings("ReachabilityFenceUsage") // nothing in between throws
  private void addShared(double number) {
    if (CarrierSheets.add(column, number)) {
      Reference.reachabilityFence(this);
      return;
    }
    DoubleAdder busy = shared;
    if (busy != null) {
      busy.add(number);
    } else {
      addFirst(number);
    }
    if (additions < BUSY && ++additions == BUSY) {
      promote();
    }
  }

  private void addFirst(double number) {
    long before = first;
    double sum = Double.longBitsToDouble(before) + number;
    if (!FIRST.compareAndSet(this, before, Double.doubleToRawLongBits(sum))) {
      meet().add(number);
    }
  }

  private synchronized DoubleAdder meet() {
    DoubleAdder adder = shared;
    if (adder == null) {
      adder = new DoubleAdder();
      shared = adder;
    }
    return adder;
  }

  private synchronized void promote() {
    if (column == SheetColumns.NO_COLUMN) {
      int opened = SheetColumns.open(this, SheetColumns.Kind.SUM, 1);
      if (opened == SheetColumns.NOT_NOW) {
        additions = 0;
      } else {
        column = opened;
        additions = opened == SheetColumns.NO_COLUMN ? -SheetColumns.ADDITIONS_TO_NEXT_TRY : BUSY;
      }
    } else {
      SheetColumns.isBusy();
    }
  }

  /** All that was added. Exact for who has waited for the threads that add. */
  @Override
  public double getAsDouble() {
    DoubleAdder busy = shared;
    int at = column;
    return Double.longBitsToDouble(first)
        + (busy == null ? 0 : busy.sum())
        + (at == SheetColumns.NO_COLUMN ? 0 : SheetColumns.doubleSum(at));
  }
}
