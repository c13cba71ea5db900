package dev.leadline.expression.groovy.member;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scala's own collections, which are no Iterables of Java. They are told by their names, in 2.12,
 * 2.13 and 3 alike, so that nothing here needs Scala.
 */
public final class ScalaTypes {

  private static final String ITERATOR = "scala.collection.Iterator";
  private static final String MAP = "scala.collection.Map";

  private static final Set<String> COLLECTIONS =
      Set.of("scala.collection.Iterable", "scala.Option");

  /** Looking at their elements computes or consumes them. */
  private static final Set<String> LAZY =
      Set.of(
          ITERATOR,
          "scala.collection.View",
          "scala.collection.immutable.LazyList",
          "scala.collection.immutable.Stream",
          "scala.collection.TraversableViewLike");

  private ScalaTypes() {}

  /** The supertype that says what the elements are: its type argument. */
  public static Optional<Class<?>> collection(Class<?> type) {
    return supertype(type, COLLECTIONS);
  }

  public static boolean isLazy(Class<?> type) {
    return supertype(type, LAZY).isPresent();
  }

  /** A special case of {@link #isLazy}. */
  public static boolean isIterator(Class<?> type) {
    return supertype(type, Set.of(ITERATOR)).isPresent();
  }

  /** Whether it has elements by position or key. */
  public static boolean isIndexed(Class<?> type) {
    return supertype(type, Set.of("scala.collection.Seq", MAP)).isPresent();
  }

  public static boolean isMap(Class<?> type) {
    return supertype(type, Set.of(MAP)).isPresent();
  }

  /**
   * What a loop calls.
   *
   * @param iterator gives an iterator of a collection
   * @param hasNext of the iterator
   * @param next of the iterator
   */
  public record Iteration(Method iterator, Method hasNext, Method next) {}

  /** The methods of a {@link #collection}. */
  public static Optional<Iteration> iteration(Class<?> collection) {
    return Members.accessor(collection, "iterator")
        .filter(method -> method.getReturnType().getName().equals(ITERATOR))
        .flatMap(
            method ->
                Members.accessor(method.getReturnType(), "hasNext")
                    .flatMap(
                        hasNext ->
                            Members.accessor(method.getReturnType(), "next")
                                .map(next -> new Iteration(method, hasNext, next))));
  }

  private static Optional<Class<?>> supertype(Class<?> type, Set<String> names) {
    if (type.isPrimitive() || type.isArray() || type.getClassLoader() == null) {
      return Optional.empty();
    }
    List<Class<?>> all = Members.hierarchy(type);
    return all.stream().filter(each -> names.contains(each.getName())).findFirst();
  }
}
