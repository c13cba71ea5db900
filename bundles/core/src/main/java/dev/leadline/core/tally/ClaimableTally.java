package dev.leadline.core.tally;

/** A sum that has a column of the sheets once it is busy, or before, when code was made for it. */
public abstract class ClaimableTally {

  /** Racy: it changes once, and who sees it late adds to what is shared. */
  int column = SheetColumns.NO_COLUMN;

  private final SheetColumns.Kind kind;

  ClaimableTally(SheetColumns.Kind kind) {
    this.kind = kind;
  }

  /**
   * Gets a column that every sheet has, before this is busy; the same for everybody who asks. It
   * stays this sum's as long as this object is reachable. Not on an application's thread: it may
   * wait for who reads sums.
   *
   * @return for {@code addAt} and {@code addOwn}; negative where there is none
   */
  public final synchronized int claim() {
    if (column == SheetColumns.NO_COLUMN) {
      column = SheetColumns.openEverywhere(this, kind);
    }
    return SheetColumns.isEverywhere(column) ? column : -1;
  }
}
