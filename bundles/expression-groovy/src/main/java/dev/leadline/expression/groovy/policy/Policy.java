package dev.leadline.expression.groovy.policy;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Decides which methods and constructors an expression may call. */
@FunctionalInterface
public interface Policy {

  /** Why the call is refused; empty when it may be compiled. */
  Optional<String> refusal(Executable called);

  /**
   * Why the call is refused on a value of that class, which may have reasons that the class which
   * declares the method has not; empty when it may be made.
   */
  default Optional<String> refusal(Method called, Class<?> receiver) {
    return refusal(called);
  }

  /**
   * Why a method of that name is refused whatever class turns out to have it; empty when that
   * depends on the class, which is then asked about at run time.
   */
  default Optional<String> refusal(String name) {
    return Optional.empty();
  }

  /** Everything may be called: only for whoever starts the JVM to choose. */
  static Policy unrestricted() {
    return called -> Optional.empty();
  }

  /**
   * From settings.
   *
   * @param name {@code read-only} or {@code unrestricted}, in any case
   * @param allowed types ({@code com.acme.Prices}), packages ({@code com.acme.*}) and methods
   *     ({@code com.acme.Prices#of}) that are allowed on top of what read-only allows
   * @throws IllegalArgumentException for another name
   */
  static Policy of(String name, Collection<String> allowed) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "read-only" -> new ReadOnlyPolicy(allowed);
      case "unrestricted" -> unrestricted();
      default ->
          throw new IllegalArgumentException(
              "expressions.policy is read-only or unrestricted, not: " + name);
    };
  }
}
