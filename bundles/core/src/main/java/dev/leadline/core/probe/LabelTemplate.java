package dev.leadline.core.probe;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The label values of one metric at one probe: constants, and places for those that come from
 * expressions.
 *
 * @param constants by label, in the metric's order; null where an expression gives the value
 */
public record LabelTemplate(List<@Nullable String> constants) {

  /** Longest String that is kept as a key; longer ones are looked up by their text every time. */
  private static final int LONGEST_KEY = 4 * LabelKind.LONGEST;

  /** Labels that come from expressions. */
  public int dynamicLabels() {
    return (int) constants.stream().filter(constant -> constant == null).count();
  }

  /** All label values, with these keys in the open places in order. */
  List<String> texts(@Nullable Object[] keys, long[] bits) {
    List<String> texts = new ArrayList<>(constants.size());
    int next = 0;
    for (String constant : constants) {
      if (constant != null) {
        texts.add(cut(constant));
      } else {
        texts.add(LabelKind.text(keys[next], bits[next]));
        next++;
      }
    }
    return texts;
  }

  /** The same, with {@code _error} in the place of a label whose text cannot be had. */
  List<String> textsOrErrors(@Nullable Object[] keys, long[] bits) {
    @Nullable Object[] safe = keys.clone();
    for (int i = 0; i < keys.length; i++) {
      try {
        safe[i] = LabelKind.text(keys[i], bits[i]);
      } catch (RuntimeException | Error failure) {
        // Counted by the caller already.
        safe[i] = LabelKind.ERROR;
      }
    }
    return texts(safe, bits);
  }

  /** All label values when none comes from an expression. */
  public List<String> texts() {
    return texts(new Object[0], new long[0]);
  }

  static boolean areSmall(@Nullable Object[] keys) {
    for (Object key : keys) {
      if (key instanceof String text && text.length() > LONGEST_KEY) {
        return false;
      }
    }
    return true;
  }

  private static String cut(String text) {
    return text.length() <= LabelKind.LONGEST ? text : text.substring(0, LabelKind.LONGEST);
  }
}
