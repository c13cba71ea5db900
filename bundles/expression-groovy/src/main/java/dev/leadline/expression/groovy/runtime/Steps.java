package dev.leadline.expression.groovy.runtime;

/** The bound on what one evaluation may do. */
public final class Steps {

  /** Loop steps of one evaluation, all its loops together. */
  public static final int BUDGET = 100_000;

  private Steps() {}

  /** What ends an evaluation that used up its budget. */
  public static BudgetExceededException exceeded() {
    return new BudgetExceededException();
  }

  /**
   * An evaluation took more loop steps than {@link #BUDGET}. Has no stack trace: it is frequent.
   */
  public static final class BudgetExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BudgetExceededException() {
      super("more than " + BUDGET + " steps in one expression", null, false, false);
    }
  }
}
