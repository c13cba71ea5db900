package dev.leadline.core.inspection;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as people look at them. On the application's thread, so bounded: a few elements of a few
 * levels, a few hundred characters. Only collections of the JDK are walked, since one of the
 * application's or a framework's may go to a database for it; of other objects, {@code toString} is
 * asked, as a label would.
 */
final class ValueText {

  static final int LONGEST = 300;
  private static final int MOST_ELEMENTS = 8;
  private static final int DEEPEST = 2;

  private final StringBuilder text = new StringBuilder();

  private ValueText() {}

  /** The value on a line; a failure of its own code is the text. */
  static String of(@Nullable Object value) {
    ValueText rendering = new ValueText();
    try {
      rendering.append(value, 0);
    } catch (Throwable broken) {
      // A toString or an iterator of somebody's, or a collection that changes meanwhile.
      rendering.text.append("(cannot be shown: ").append(broken.getClass().getName()).append(')');
    }
    return rendering.cut();
  }

  /** {@code java.lang.NullPointerException: message}. */
  static String ofFailure(Throwable failure) {
    String message;
    try {
      message = failure.getMessage();
    } catch (Throwable alsoBroken) {
      // getMessage is the application's code.
      message = "its message cannot be read";
    }
    ValueText rendering = new ValueText();
    rendering.text.append(failure.getClass().getName());
    if (message != null) {
      rendering.append(": ");
      rendering.append(message);
    }
    return rendering.cut();
  }

  private String cut() {
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST - 1) + "\u2026";
  }

  private void append(String part) {
    text.append(part, 0, Math.min(part.length(), LONGEST + 1));
  }

  private void append(@Nullable Object value, int depth) {
    if (value instanceof CharSequence || value instanceof Character) {
      text.append('"');
      append(value.toString());
      text.append('"');
    } else if (value instanceof Map<?, ?> map && isOfJdk(value)) {
      append(map, depth);
    } else if (value instanceof Collection<?> collection && isOfJdk(value)) {
      append(collection, depth);
    } else if (value instanceof Map || value instanceof Collection) {
      append(value.getClass().getName() + ", a collection that is not walked; ask for its size()");
    } else if (value != null && value.getClass().isArray()) {
      appendArray(value, depth);
    } else {
      append(String.valueOf(value));
    }
  }

  private static boolean isOfJdk(Object value) {
    return value.getClass().getClassLoader() == null;
  }

  private void append(Collection<?> collection, int depth) {
    if (depth >= DEEPEST) {
      text.append("[..]");
      return;
    }
    text.append('[');
    Iterator<?> elements = collection.iterator();
    int shown = 0;
    while (shown < MOST_ELEMENTS && text.length() < LONGEST && elements.hasNext()) {
      text.append(shown == 0 ? "" : ", ");
      append(elements.next(), depth + 1);
      shown++;
    }
    more(collection.size() - shown);
    text.append(']');
  }

  private void append(Map<?, ?> map, int depth) {
    if (depth >= DEEPEST) {
      text.append("{..}");
      return;
    }
    text.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    int shown = 0;
    while (shown < MOST_ELEMENTS && text.length() < LONGEST && entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      text.append(shown == 0 ? "" : ", ");
      append(entry.getKey(), depth + 1);
      text.append('=');
      append(entry.getValue(), depth + 1);
      shown++;
    }
    more(map.size() - shown);
    text.append('}');
  }

  private void appendArray(Object array, int depth) {
    if (depth >= DEEPEST) {
      text.append("[..]");
      return;
    }
    text.append('[');
    int length = Array.getLength(array);
    int shown = 0;
    while (shown < MOST_ELEMENTS && shown < length && text.length() < LONGEST) {
      text.append(shown == 0 ? "" : ", ");
      append(Array.get(array, shown), depth + 1);
      shown++;
    }
    more(length - shown);
    text.append(']');
  }

  private void more(int count) {
    if (count > 0) {
      text.append(", .. ").append(count).append(" more");
    }
  }
}
