package dev.leadline.expression.groovy.runtime;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as text. */
public final class Text {

  /** A label has 256 characters: what comes after these of a large collection, nobody sees. */
  private static final int MAX_ELEMENTS = 1_000;

  private static final int MAX_DEPTH = 8;

  private Text() {}

  /**
   * As {@link String#valueOf(Object)}, but that an array has its elements instead of its address,
   * and that arrays and the JDK's and Scala's collections and maps end after {@value #MAX_ELEMENTS}
   * characters.
   */
  public static String of(@Nullable Object value) {
    return isContainer(value) ? elements(value) : String.valueOf(value);
  }

  /**
   * The text of what has elements, any other value itself: for labels, whose text is taken later.
   */
  public static @Nullable Object label(@Nullable Object value) {
    return isContainer(value) ? elements(value) : value;
  }

  /** The text itself, if it has not grown out of all bounds. */
  public static String bounded(String text) {
    Sizes.check(text.length());
    return text;
  }

  private static boolean isContainer(@Nullable Object value) {
    return value != null
        && (value.getClass().isArray()
            || (value.getClass().getClassLoader() == null
                ? value instanceof Collection<?> || value instanceof Map<?, ?>
                : ScalaValues.isWrittenLong(value)));
  }

  private static String elements(@Nullable Object container) {
    StringBuilder text = new StringBuilder();
    append(text, container, 0);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value, int depth) {
    if (value == null || !isContainer(value)) {
      text.append(value);
    } else if (depth > MAX_DEPTH) {
      text.append("..");
    } else if (value instanceof Map<?, ?> map) {
      appendEntries(text, map, depth);
    } else if (value instanceof Collection<?> collection) {
      appendElements(text, collection.iterator(), depth);
    } else if (ScalaValues.isWrittenLong(value)) {
      appendScala(text, value, depth);
    } else {
      appendArray(text, value, depth);
    }
  }

  private static void appendElements(StringBuilder text, Iterator<?> elements, int depth) {
    text.append('[');
    for (boolean first = true; elements.hasNext(); first = false) {
      if (!separated(text, first)) {
        break;
      }
      append(text, elements.next(), depth + 1);
    }
    text.append(']');
  }

  private static void appendArray(StringBuilder text, Object array, int depth) {
    text.append('[');
    for (int i = 0; i < Array.getLength(array); i++) {
      if (!separated(text, i == 0)) {
        break;
      }
      append(text, Array.get(array, i), depth + 1);
    }
    text.append(']');
  }

  private static void appendEntries(StringBuilder text, Map<?, ?> map, int depth) {
    text.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!separated(text, first)) {
        break;
      }
      first = false;
      append(text, entry.getKey(), depth + 1);
      text.append('=');
      append(text, entry.getValue(), depth + 1);
    }
    text.append('}');
  }

  /** {@code List(1, 2)}, {@code Map(a -> 1)}: as Scala writes them itself. */
  private static void appendScala(StringBuilder text, Object collection, int depth) {
    boolean map = ScalaValues.isMap(collection);
    text.append(ScalaValues.prefix(collection)).append('(');
    boolean first = true;
    for (Object element : ScalaValues.elements(collection)) {
      if (!separated(text, first)) {
        break;
      }
      first = false;
      if (map && ScalaValues.isPair(element)) {
        append(text, ScalaValues.first(element), depth + 1);
        text.append(" -> ");
        append(text, ScalaValues.second(element), depth + 1);
      } else {
        append(text, element, depth + 1);
      }
    }
    text.append(')');
  }

  /** False, and an ellipsis, when the text is long enough. */
  private static boolean separated(StringBuilder text, boolean first) {
    if (text.length() > MAX_ELEMENTS) {
      text.append(first ? ".." : ", ..");
      return false;
    }
    text.append(first ? "" : ", ");
    return true;
  }

  /** {@code text[i]}, from the end when negative. */
  public static String at(CharSequence text, int index) {
    int position = index < 0 ? text.length() + index : index;
    return String.valueOf(text.charAt(position));
  }
}
