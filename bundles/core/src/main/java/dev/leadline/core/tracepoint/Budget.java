package dev.leadline.core.tracepoint;

/**
 * What a tracepoint may cost.
 *
 * @param percent of one core, over all its probes; 0 = no limit
 */
public record Budget(double percent) {

  /** One hundredth of a core. */
  public static final Budget DEFAULT = new Budget(1);

  /** Tracepoints may cost what they cost. */
  public static final Budget UNLIMITED = new Budget(0);

  public Budget {
    if (!(percent >= 0 && percent <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("a budget is 0 percent or more: " + percent);
    }
  }

  public boolean isUnlimited() {
    return percent == 0;
  }
}
