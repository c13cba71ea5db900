package dev.leadline.expression.groovy.runtime;

import dev.leadline.expression.groovy.member.Members;
import dev.leadline.expression.groovy.member.ScalaTypes;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scala's collections, options and pairs, of which nothing is known before the program runs. Costs
 * a look-up in the class's own cache per use and a call of a handle that is not constant.
 */
final class ScalaValues {

  private static final MethodType OBJECT = MethodType.methodType(Object.class);
  private static final MethodType TEST = MethodType.methodType(boolean.class);
  private static final MethodType TEXT = MethodType.methodType(String.class);

  /**
   * What the class has of all this, by name. Only the JDK's classes and the value's own are in it,
   * as it hangs on the value's class: anything of ours would keep this bundle alive.
   */
  private static final ClassValue<Map<String, MethodHandle>> MEMBERS =
      new ClassValue<>() {
        @Override
        protected Map<String, MethodHandle> computeValue(Class<?> type) {
          return members(type);
        }
      };

  private ScalaValues() {}

  /** Whether it has elements that can be looked at as often as one likes. */
  static boolean isCollection(Object value) {
    return members(value).containsKey("iterator");
  }

  /** One that writes all its elements when it is asked for its text: an Option has but one. */
  static boolean isWrittenLong(Object value) {
    return isCollection(value) && !members(value).containsKey("get");
  }

  /** A collection, for a loop. */
  static Iterable<Object> elements(Object collection) {
    return () -> new ElementIterator(call(collection, "iterator"));
  }

  static boolean isEmpty(Object collection) {
    return (boolean) call(collection, "isEmpty");
  }

  static boolean isMap(Object value) {
    return members(value).containsKey("get(key)");
  }

  static boolean isSequence(Object value) {
    return members(value).containsKey("apply");
  }

  static boolean isPair(Object value) {
    return members(value).containsKey("_1");
  }

  static Object first(Object pair) {
    return call(pair, "_1");
  }

  static Object second(Object pair) {
    return call(pair, "_2");
  }

  /** Whether a set, a map (its keys) or a sequence has it. */
  static boolean contains(Object collection, @Nullable Object element) {
    if (members(collection).containsKey("contains")) {
      return (boolean) call(collection, "contains", element);
    }
    for (Object each : elements(collection)) {
      if (Equality.equal(each, element)) {
        return true;
      }
    }
    return false;
  }

  /** The value of a key; null when there is none. */
  static @Nullable Object at(Object map, @Nullable Object key) {
    Object option = call(map, "get(key)", key);
    return isEmpty(option) ? null : call(option, "get");
  }

  /** As of a list: from the end when negative, null beyond the end. */
  static @Nullable Object at(Object sequence, int index) {
    int size = (int) call(sequence, "length");
    int position = index < 0 ? size + index : index;
    if (position < 0) {
      throw new IndexOutOfBoundsException("index " + index + " of a sequence of " + size);
    }
    return position < size ? call(sequence, "apply", position) : null;
  }

  /** {@code List}, {@code Map}: what its own text starts with. */
  static String prefix(Object collection) {
    Map<String, MethodHandle> members = members(collection);
    String method = members.containsKey("className") ? "className" : "stringPrefix";
    return members.containsKey(method)
        ? String.valueOf(call(collection, method))
        : collection.getClass().getSimpleName();
  }

  private static Map<String, MethodHandle> members(Object value) {
    return value.getClass().getClassLoader() == null ? Map.of() : MEMBERS.get(value.getClass());
  }

  private static Object call(Object receiver, String name) {
    try {
      return (Object) method(receiver, name).invokeExact(receiver);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object call(Object receiver, String name, @Nullable Object argument) {
    try {
      return (Object) method(receiver, name).invokeExact(receiver, argument);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle method(Object receiver, String name) {
    MethodHandle method = members(receiver).get(name);
    if (method == null) {
      throw new ClassCastException(receiver.getClass().getName() + " has no " + name);
    }
    return method;
  }

  private static Map<String, MethodHandle> members(Class<?> type) {
    Map<String, MethodHandle> members = new HashMap<>();
    if (!ScalaTypes.isLazy(type)) {
      Members.hierarchy(type).forEach(each -> addMembers(each, members));
    } else if (ScalaTypes.isIterator(type)) {
      // For those that a collection gave; it has no "iterator", so no loop goes through it
      // directly.
      Members.hierarchy(type).forEach(each -> addIteration(each, members));
    }
    return Map.copyOf(members);
  }

  private static void addMembers(Class<?> type, Map<String, MethodHandle> members) {
    switch (type.getName()) {
      case "scala.collection.Iterable" -> {
        addIterator(type, members);
        add(type, "isEmpty", "isEmpty", TEST, members);
        add(type, "className", "className", TEXT, members);
        add(type, "stringPrefix", "stringPrefix", TEXT, members);
      }
      case "scala.Option" -> {
        addIterator(type, members);
        add(type, "isEmpty", "isEmpty", TEST, members);
        add(type, "get", "get", OBJECT, members);
      }
      case "scala.collection.Seq" -> {
        add(type, "apply", "apply", OBJECT.appendParameterTypes(int.class), members);
        add(type, "length", "length", MethodType.methodType(int.class), members);
        add(type, "contains", "contains", TEST.appendParameterTypes(Object.class), members);
      }
      case "scala.collection.Set" ->
          add(type, "contains", "contains", TEST.appendParameterTypes(Object.class), members);
      case "scala.collection.Map" -> {
        add(type, "contains", "contains", TEST.appendParameterTypes(Object.class), members);
        neighbour(type, "scala.Option")
            .ifPresent(
                option ->
                    add(
                        type,
                        "get(key)",
                        "get",
                        MethodType.methodType(option, Object.class),
                        members));
      }
      case "scala.Tuple2" -> {
        add(type, "_1", "_1", OBJECT, members);
        add(type, "_2", "_2", OBJECT, members);
      }
      default -> {}
    }
  }

  private static void addIteration(Class<?> type, Map<String, MethodHandle> members) {
    if (type.getName().equals("scala.collection.Iterator")) {
      add(type, "hasNext", "hasNext", TEST, members);
      add(type, "next", "next", OBJECT, members);
    }
  }

  private static void addIterator(Class<?> type, Map<String, MethodHandle> members) {
    neighbour(type, "scala.collection.Iterator")
        .ifPresent(
            iterator ->
                add(type, "iterator", "iterator", MethodType.methodType(iterator), members));
  }

  private static Optional<Class<?>> neighbour(Class<?> type, String name) {
    try {
      return Optional.of(Class.forName(name, false, type.getClassLoader()));
    } catch (ClassNotFoundException | LinkageError e) {
      // Not Scala's own library, whatever it is.
      return Optional.empty();
    }
  }

  /** As a handle of objects alone; nothing when this version of Scala has it not. */
  private static void add(
      Class<?> type,
      String key,
      String name,
      MethodType method,
      Map<String, MethodHandle> members) {
    try {
      MethodHandle handle = MethodHandles.publicLookup().findVirtual(type, name, method);
      members.putIfAbsent(key, handle.asType(handle.type().generic()));
    } catch (NoSuchMethodException | IllegalAccessException | LinkageError e) {
      // What is missing here is asked for by its key, and said then.
    }
  }

  /** Scala's iterator as Java's. */
  private static final class ElementIterator implements Iterator<Object> {
    private final Object iterator;

    ElementIterator(Object iterator) {
      this.iterator = iterator;
    }

    @Override
    public boolean hasNext() {
      return (boolean) call(iterator, "hasNext");
    }

    @Override
    public Object next() {
      return call(iterator, "next");
    }
  }
}
