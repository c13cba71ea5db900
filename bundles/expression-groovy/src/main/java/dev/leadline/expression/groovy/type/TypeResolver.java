package dev.leadline.expression.groovy.type;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the class that a name means at a code point, as the source around it would: nested classes
 * of the host and of the classes around it, the host's package, then the imports that every
 * expression has. No class is initialised by it.
 */
public final class TypeResolver {

  private static final List<String> IMPORTS =
      List.of("java.lang.", "java.util.", "java.time.", "java.math.");

  private final Class<?> host;
  private final @Nullable ClassLoader loader;

  public TypeResolver(Class<?> host) {
    this.host = host;
    this.loader = host.getClassLoader();
  }

  /** By simple, nested ({@code Outer.Inner}) or qualified name. */
  public Optional<Class<?>> resolve(String name) {
    Class<?> primitive = Primitives.named(name);
    if (primitive != null) {
      return Optional.of(primitive);
    }
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    Optional<Class<?>> simple = simple(first);
    if (simple.isPresent()) {
      return dot < 0 ? simple : nested(simple.get(), name.substring(dot + 1));
    }
    return dot < 0 ? Optional.empty() : qualified(name);
  }

  private Optional<Class<?>> simple(String name) {
    for (Class<?> around : lexicalClasses()) {
      if (around.getSimpleName().equals(name)) {
        return Optional.of(around);
      }
      for (Class<?> type = around; type != null; type = type.getSuperclass()) {
        Optional<Class<?>> nested = nested(type, name);
        if (nested.isPresent()) {
          return nested;
        }
      }
    }
    String hostPackage = host.getPackageName();
    Optional<Class<?>> neighbour = load(hostPackage.isEmpty() ? name : hostPackage + "." + name);
    if (neighbour.isPresent()) {
      return neighbour;
    }
    for (String imported : IMPORTS) {
      Optional<Class<?>> found = load(imported + name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The host and the classes that it is nested in, from the inside out. */
  public Set<Class<?>> lexicalClasses() {
    Set<Class<?>> classes = new LinkedHashSet<>();
    for (Class<?> type = host; type != null; type = enclosing(type)) {
      classes.add(type);
    }
    return classes;
  }

  private static @Nullable Class<?> enclosing(Class<?> type) {
    try {
      return type.getEnclosingClass();
    } catch (LinkageError e) {
      // The class file names an enclosing class that is not there: it stands alone then.
      return null;
    }
  }

  private Optional<Class<?>> nested(Class<?> outer, String names) {
    Class<?> type = outer;
    for (String name : names.split("\\.", -1)) {
      Optional<Class<?>> inner = load(type.getName() + "$" + name);
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      type = inner.get();
    }
    return Optional.of(type);
  }

  private Optional<Class<?>> qualified(String name) {
    List<String> parts = new ArrayList<>(List.of(name.split("\\.", -1)));
    // com.acme.Outer.Inner: the longest package first.
    for (int packageLength = parts.size() - 1; packageLength >= 1; packageLength--) {
      String candidate =
          String.join(".", parts.subList(0, packageLength))
              + "."
              + String.join("$", parts.subList(packageLength, parts.size()));
      Optional<Class<?>> found = load(candidate);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Class<?>> load(String name) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      // LinkageError: on a file system without case, Foo is found for foo.
      return Optional.empty();
    }
  }
}
