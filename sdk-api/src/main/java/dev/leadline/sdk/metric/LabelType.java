package dev.leadline.sdk.metric;

/**
 * What the text of a label value stands for, for backends whose attributes have types. The text of
 * a {@link #LONG}, {@link #DOUBLE} or {@link #BOOLEAN} is what {@code toString} of {@link Long},
 * {@link Double} or {@link Boolean} gives, so that {@code Long.parseLong} and its like read it.
 */
public enum LabelType {
  /** The text itself. */
  TEXT {
    @Override
    public boolean fits(String text) {
      return true;
    }
  },
  /** A whole number of 64 bits. */
  LONG {
    @Override
    public boolean fits(String text) {
      try {
        return Long.toString(Long.parseLong(text)).equals(text);
      } catch (NumberFormatException other) {
        return false;
      }
    }
  },
  /** A number with a fraction, NaN and the infinities included. */
  DOUBLE {
    @Override
    public boolean fits(String text) {
      try {
        return !Double.isNaN(Double.parseDouble(text)) || text.equals("NaN");
      } catch (NumberFormatException other) {
        return false;
      }
    }
  },
  /** {@code true} or {@code false}. */
  BOOLEAN {
    @Override
    public boolean fits(String text) {
      return text.equals("true") || text.equals("false");
    }
  };

  /** Whether this text can stand for a value of this type. Not for the hot path. */
  public abstract boolean fits(String text);
}
