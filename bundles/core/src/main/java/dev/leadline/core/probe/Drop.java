package dev.leadline.core.probe;

import java.util.Locale;

/** Why a hit or a value was not recorded. */
public enum Drop {
  // A whole hit.
  NOT_LIVE,
  NOT_COMPILED,
  WINDOW,
  CONDITION_FALSE,
  CONDITION_ERROR,
  SAMPLE,
  FIRE_PERIOD,
  FIRE_COUNT,
  REENTRANT,
  // One value of one metric.
  VALUE_NOT_COMPILED,
  VALUE_ERROR,
  VALUE_NULL,
  VALUE_NOT_A_NUMBER,
  VALUE_NAN,
  VALUE_INFINITE,
  VALUE_NEGATIVE,
  NO_PROVIDER,
  PROBE_ERROR,
  // Recorded all the same, with a substitute label.
  LABEL_ERROR,
  SERIES_OVERFLOW;

  /** Whether the whole hit did not fire. */
  public boolean isOfHit() {
    return compareTo(REENTRANT) <= 0;
  }

  /** Whether one metric's value was lost. */
  public boolean isOfValue() {
    return !isOfHit() && this != LABEL_ERROR && this != SERIES_OVERFLOW;
  }

  /** The name in status output: {@code value_not_a_number}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
