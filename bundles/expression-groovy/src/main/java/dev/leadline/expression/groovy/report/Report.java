package dev.leadline.expression.groovy.report;

import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.problem.Severity;

/** The codes of this language's problems. A code is never reused for another meaning. */
public enum Report {
  SYNTAX("GX-001"),
  NOT_ONE_EXPRESSION("GX-002"),
  CONSTRUCT("GX-003"),
  TOO_LARGE("GX-004"),
  UNKNOWN_VARIABLE("GX-010"),
  UNKNOWN_PROPERTY("GX-011"),
  UNKNOWN_METHOD("GX-012"),
  UNKNOWN_TYPE("GX-013"),
  NO_RESULT("GX-014"),
  OPERATOR("GX-015"),
  CONVERSION("GX-016"),
  NO_ACCESS("GX-017"),
  NOT_READ_ONLY("GX-020");

  private final String code;

  Report(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** To be thrown by whoever found it. */
  public ProblemException problem(Place place, String value, String message, String hint) {
    return new ProblemException(new Problem(code, Severity.ERROR, place, value, message, hint));
  }
}
