package dev.leadline.core.tally;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * An exact count. HOT PATH: two loads, a comparison, an addition and a store once it is busy; an
 * atomic addition before, and for threads that have no sheet.
 */
public final class LongTally extends ClaimableTally {

  /** Additions from which on it is worth a column. */
  static final int BUSY = 1024;

  private static final VarHandle FIRST;

  static {
    try {
      FIRST = MethodHandles.lookup().findVarHandle(LongTally.class, "first", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Until it is busy. */
  @SuppressWarnings("unused") // through the handle
  private volatile long first;

  /** From then on, of threads without a sheet. */
  private volatile @Nullable LongAdder shared;

  public LongTally() {
    super(SheetColumns.Kind.COUNT);
  }

  /**
   * Adds.
   *
   * @param sheet of this thread
   */
  @SuppressWarnings("ReachabilityFenceUsage") // nothing in between throws
  public void add(long[] sheet, long number) {
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
   * {@link #addAt} on a thread that has a sheet. HOT PATH: one addition to memory, and no way that
   * could call anything: with a call in it, if only for rare cases, a method of the application
   * that this is compiled into has its variables in memory and not in registers.
   *
   * @param sheet of this thread, its own
   * @param claimed the column that {@link #claim} has answered
   */
  @SuppressWarnings("ReachabilityFenceUsage") // nothing in between throws
  public void addOwn(long[] sheet, int claimed, long number) {
    ThreadSheets.add(sheet, claimed, number);
    Reference.reachabilityFence(this);
  }

  /**
   * Adds, for code in which the column is a constant. HOT PATH: a comparison, and one instruction
   * that adds to memory.
   *
   * @param sheet of this thread
   * @param claimed the column that {@link #claim} has answered
   */
  @SuppressWarnings("ReachabilityFenceUsage") // nothing in between throws
  public void addAt(long[] sheet, int claimed, long number) {
    if (claimed < sheet.length) {
      ThreadSheets.add(sheet, claimed, number);
      Reference.reachabilityFence(this);
    } else {
      addShared(number);
    }
  }

  /** Adds, on a thread that has not asked for its sheet. */
  public void add(long number) {
    add(ThreadSheets.mine(), number);
  }

  @SuppressWarnings("ReachabilityFenceUsage") // nothing in between throws
  private void addShared(long number) {
    if (CarrierSheets.add(column, number)) {
      Reference.reachabilityFence(this);
      return;
    }
    LongAdder busy = shared;
    if (busy != null) {
      busy.add(number);
    } else if ((long) FIRST.getAndAdd(this, number) >= BUSY) {
      promote();
    }
  }

  private synchronized void promote() {
    if (shared != null) {
      return;
    }
    if (column == SheetColumns.NO_COLUMN) {
      int opened = SheetColumns.open(this, SheetColumns.Kind.COUNT, 1);
      if (opened == SheetColumns.NOT_NOW) {
        return;
      }
      column = opened;
    } else {
      SheetColumns.isBusy();
    }
    shared = new LongAdder();
  }

  /** All that was added. Exact for who has waited for the threads that add. */
  public long sum() {
    LongAdder busy = shared;
    int at = column;
    return first
        + (busy == null ? 0 : busy.sum())
        + (at == SheetColumns.NO_COLUMN ? 0 : SheetColumns.longSum(at));
  }
}
