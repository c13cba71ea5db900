package dev.leadline.expression.groovy.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as text. */
public final class Text {

  private Text() {}

  /** As {@link String#valueOf(Object)}, with the elements of an array instead of its address. */
  public static String of(@Nullable Object value) {
    return value != null && value.getClass().isArray()
        ? elements(value).toString()
        : String.valueOf(value);
  }

  private static List<Object> elements(Object array) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < java.lang.reflect.Array.getLength(array); i++) {
      Object element = java.lang.reflect.Array.get(array, i);
      elements.add(element != null && element.getClass().isArray() ? of(element) : element);
    }
    return elements;
  }

  /** {@code text[i]}, from the end when negative. */
  public static String at(CharSequence text, int index) {
    int position = index < 0 ? text.length() + index : index;
    return String.valueOf(text.charAt(position));
  }
}
