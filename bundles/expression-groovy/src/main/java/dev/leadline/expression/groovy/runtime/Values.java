package dev.leadline.expression.groovy.runtime;

import java.lang.reflect.Array;
import java.util.AbstractList;
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

  /** What a loop can go through, of a value of which nothing is known. */
  public static Iterable<?> elements(@Nullable Object value) {
    if (value instanceof Iterable<?> several) {
      return several;
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet();
    }
    if (value instanceof Object[] array) {
      return Arrays.asList(array);
    }
    if (value != null && value.getClass().isArray()) {
      return new PrimitiveArray(value);
    }
    if (value != null && ScalaValues.isCollection(value)) {
      return ScalaValues.elements(value);
    }
    throw new ClassCastException(
        (value == null ? "null" : value.getClass().getName())
            + " has no elements that can be looked at again and again");
  }

  /** Of a map's entry, of which nothing is known before. */
  public static @Nullable Object getKey(@Nullable Object entry) {
    return entry != null && ScalaValues.isPair(entry)
        ? ScalaValues.first(entry)
        : entry(entry).getKey();
  }

  public static @Nullable Object getValue(@Nullable Object entry) {
    return entry != null && ScalaValues.isPair(entry)
        ? ScalaValues.second(entry)
        : entry(entry).getValue();
  }

  private static Map.Entry<?, ?> entry(@Nullable Object value) {
    if (value instanceof Map.Entry<?, ?> entry) {
      return entry;
    }
    throw new ClassCastException(
        (value == null ? "null" : value.getClass().getName()) + " is no entry of a map");
  }

  /** An array of primitives as a list; boxes what is read. */
  private static final class PrimitiveArray extends AbstractList<Object> {
    private final Object array;

    PrimitiveArray(Object array) {
      this.array = array;
    }

    @Override
    public Object get(int index) {
      return Array.get(array, index);
    }

    @Override
    public int size() {
      return Array.getLength(array);
    }
  }

  /** {@code x[i]} of a value of which nothing is known. */
  public static @Nullable Object at(@Nullable Object value, @Nullable Object index) {
    if (value instanceof Map<?, ?> map) {
      return map.get(index);
    }
    if (index instanceof Number number) {
      int position = number.intValue();
      if (value instanceof List<?> list) {
        return at(list, position);
      }
      if (value instanceof CharSequence text) {
        return Text.at(text, position);
      }
      if (value != null && value.getClass().isArray()) {
        return Array.get(value, index(Array.getLength(value), position));
      }
    }
    if (value != null && ScalaValues.isMap(value)) {
      return ScalaValues.at(value, index);
    }
    if (value != null && index instanceof Number number && ScalaValues.isSequence(value)) {
      return ScalaValues.at(value, number.intValue());
    }
    throw new ClassCastException(
        (value == null ? "null" : value.getClass().getName()) + " has no element [" + index + "]");
  }

  /** A map as what a loop can go through. */
  public static Iterable<?> entries(Map<?, ?> map) {
    return map.entrySet();
  }
}
