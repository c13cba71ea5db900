package dev.leadline.expression.groovy.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists and maps that expressions write or index. */
public final class Values {

  private Values() {}

  public static List<Object> list(@Nullable Object[] elements) {
    return new ArrayList<>(Arrays.asList(elements));
  }

  /** Keys and values in turns. */
  public static Map<Object, Object> map(@Nullable Object[] entries) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put(entries[i], entries[i + 1]);
    }
    return map;
  }

  public static List<Object> newList() {
    return new ArrayList<>();
  }

  /** The list itself, one longer. */
  public static List<Object> append(List<Object> list, @Nullable Object element) {
    list.add(element);
    return list;
  }

  /** {@code list[i]}: from the end when negative, null beyond the end. */
  public static @Nullable Object at(List<?> list, int index) {
    int size = list.size();
    int position = index < 0 ? size + index : index;
    if (position < 0) {
      throw new IndexOutOfBoundsException("index " + index + " of a list of " + size);
    }
    return position < size ? list.get(position) : null;
  }

  public static @Nullable Object at(Map<?, ?> map, @Nullable Object key) {
    return map.get(key);
  }

  /** The index of an array element, from the end when negative. */
  public static int index(int length, int index) {
    return index < 0 ? length + index : index;
  }

  /** A map as what a loop can go through. */
  public static Iterable<?> entries(Map<?, ?> map) {
    return map.entrySet();
  }
}
