package dev.leadline.core.format.problem;

import static dev.leadline.sdk.problem.Severity.ERROR;
import static dev.leadline.sdk.problem.Severity.WARNING;

import dev.leadline.sdk.problem.Severity;

/**
 * The problems that a tracepoint document can have. A code is stable: it keeps its meaning for ever
 * and is never given to another. {@code docs/problems.md} explains each to users, and a test holds
 * that page to this list.
 */
public enum ProblemCode {
  DOCUMENT_TOO_LARGE("TP-001", ERROR),
  NOT_JSON("TP-002", ERROR),
  EMPTY_DOCUMENT("TP-003", ERROR),
  NESTED_TOO_DEEP("TP-004", ERROR),
  TOO_MANY_VALUES("TP-005", ERROR),
  TEXT_AFTER_DOCUMENT("TP-006", ERROR),
  NOT_A_TRACEPOINT("TP-007", ERROR),
  TOO_MANY_TRACEPOINTS("TP-008", ERROR),
  MORE_PROBLEMS("TP-009", WARNING),

  UNKNOWN_KEY("TP-010", WARNING),
  REPEATED_KEY("TP-011", WARNING),
  UNKNOWN_METRIC_TYPE("TP-012", ERROR),
  WRONG_KIND("TP-013", ERROR),
  NOT_A_NUMBER("TP-014", ERROR),
  NUMBER_OUT_OF_RANGE("TP-015", ERROR),
  NOT_A_BOOLEAN("TP-016", ERROR),
  BROKEN_CHARACTER("TP-017", WARNING),
  KEY_TOO_LONG("TP-018", ERROR),

  NO_PATH("TP-020", ERROR),
  NO_PLACE("TP-021", ERROR),
  UNKNOWN_STAGE("TP-022", ERROR),
  STAGE_NEEDS_METHOD("TP-023", ERROR),
  STAGE_NEEDS_LINE("TP-024", ERROR),
  LINE_NOT_USED("TP-025", WARNING),
  BAD_TTL("TP-026", ERROR),
  REPEATED_ID("TP-027", ERROR),
  NO_METRICS("TP-028", WARNING),
  NO_METRIC_LEFT("TP-029", ERROR),
  TOO_MANY_METRICS("TP-030", ERROR),

  NOT_ACTED_ON("TP-040", WARNING),
  UNKNOWN_ARGUMENT("TP-041", WARNING),
  WINDOW_ENDS_BEFORE_START("TP-042", ERROR),

  NO_METRIC_NAME("TP-050", ERROR),
  BUCKETS_NOT_ASCENDING("TP-051", ERROR),
  NOT_USED_BY_TYPE("TP-052", WARNING),
  TOO_MANY_LABELS("TP-053", ERROR),
  TOO_MANY_BOUNDS("TP-054", ERROR),

  NO_LABEL_KEY("TP-060", ERROR),
  LABEL_WITHOUT_VALUE("TP-061", ERROR),
  LABEL_WITH_SEVERAL_VALUES("TP-062", ERROR),
  REPEATED_LABEL("TP-063", ERROR),
  BAD_STATIC_VALUE("TP-064", ERROR),
  BAD_BASE64("TP-065", ERROR);

  private final String code;
  private final Severity severity;

  ProblemCode(String code, Severity severity) {
    this.code = code;
    this.severity = severity;
  }

  /** {@code TP-012}. */
  public String code() {
    return code;
  }

  public Severity severity() {
    return severity;
  }
}
