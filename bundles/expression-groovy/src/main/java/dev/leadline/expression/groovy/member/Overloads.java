package dev.leadline.expression.groovy.member;

import dev.leadline.expression.groovy.type.Primitives;
import dev.leadline.expression.groovy.type.StaticType;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses among overloads by the static types of the arguments, as Java does (JLS 15.12.2). */
public final class Overloads {

  /** How far an argument may be bent to fit, in the order in which that is tried. */
  private enum Bend {
    SUBTYPE,
    BOX,
    VARARGS
  }

  /**
   * The overload to call.
   *
   * @param spread whether the last arguments go into an array
   */
  public record Choice<E extends Executable>(E executable, boolean spread) {}

  private Overloads() {}

  public static <E extends Executable> Optional<Choice<E>> choose(
      List<E> candidates, List<StaticType> arguments) {
    for (Bend bend : Bend.values()) {
      List<E> fitting = new ArrayList<>();
      for (E candidate : candidates) {
        if (fits(candidate, arguments, bend)) {
          fitting.add(candidate);
        }
      }
      Optional<E> best = mostSpecific(fitting);
      if (best.isPresent()) {
        return Optional.of(new Choice<>(best.get(), bend == Bend.VARARGS));
      }
    }
    return Optional.empty();
  }

  private static boolean fits(Executable candidate, List<StaticType> arguments, Bend bend) {
    Class<?>[] parameters = candidate.getParameterTypes();
    if (bend == Bend.VARARGS) {
      if (!candidate.isVarArgs() || arguments.size() < parameters.length - 1) {
        return false;
      }
    } else if (parameters.length != arguments.size()) {
      return false;
    }
    for (int i = 0; i < arguments.size(); i++) {
      Class<?> parameter = parameters[Math.min(i, parameters.length - 1)];
      if (bend == Bend.VARARGS && i >= parameters.length - 1) {
        parameter = parameter.componentType();
      }
      boolean fits =
          bend == Bend.SUBTYPE
              ? isSubtype(arguments.get(i), parameter)
              : isConvertible(arguments.get(i), parameter);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSubtype(StaticType from, Class<?> to) {
    if (from.isNull()) {
      return !to.isPrimitive();
    }
    if (from.isPrimitive()) {
      return to.isPrimitive() && Primitives.widens(from.raw(), to);
    }
    return to.isAssignableFrom(from.raw());
  }

  /** Subtyping, boxing, unboxing, and widening after it. */
  public static boolean isConvertible(StaticType from, Class<?> to) {
    if (isSubtype(from, to)) {
      return true;
    }
    if (from.isPrimitive()) {
      return to.isAssignableFrom(Primitives.box(from.raw()));
    }
    Class<?> unboxed = Primitives.unbox(from.raw());
    return to.isPrimitive() && unboxed.isPrimitive() && Primitives.widens(unboxed, to);
  }

  private static <E extends Executable> Optional<E> mostSpecific(List<E> fitting) {
    for (E candidate : fitting) {
      boolean best = true;
      for (E other : fitting) {
        best &= candidate == other || isMoreSpecific(candidate, other);
      }
      if (best) {
        return Optional.of(candidate);
      }
    }
    // Ambiguous by Java's rule: the first in the hierarchy, which is what most users mean.
    return fitting.stream().findFirst();
  }

  private static boolean isMoreSpecific(Executable a, Executable b) {
    Class<?>[] left = a.getParameterTypes();
    Class<?>[] right = b.getParameterTypes();
    if (left.length != right.length) {
      return left.length > right.length;
    }
    for (int i = 0; i < left.length; i++) {
      if (!isSubtype(StaticType.of(left[i]), right[i])) {
        return false;
      }
    }
    return true;
  }
}
