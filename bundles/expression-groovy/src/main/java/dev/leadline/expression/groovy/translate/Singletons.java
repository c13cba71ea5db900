package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.member.Members;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;

/**
 * Objects that stand for a type where a language has no statics: Kotlin's {@code object} and {@code
 * companion object}, Scala's {@code object}.
 */
final class Singletons {

  private static final String KOTLIN = "kotlin.Metadata";

  private final Calls calls;

  Singletons(Calls calls) {
    this.calls = calls;
  }

  /** Those of a type, whose members are written as if they were the type's own. */
  List<Term> of(Class<?> type, ASTNode node) {
    if (type.getClassLoader() == null) {
      return List.of();
    }
    List<Term> found = new ArrayList<>();
    if (isKotlin(type)) {
      for (Field field : Members.fields(type)) {
        if (Modifier.isStatic(field.getModifiers()) && stands(field, type)) {
          found.add(calls.field(field, null, node));
        }
      }
    }
    scalaModule(type, node, found);
    return found;
  }

  private static boolean stands(Field field, Class<?> type) {
    Class<?> kept = field.getType();
    boolean object = kept == type && field.getName().equals("INSTANCE");
    boolean companion = kept.getName().equals(type.getName() + "$" + field.getName());
    return object || companion;
  }

  private void scalaModule(Class<?> type, ASTNode node, List<Term> found) {
    try {
      Class<?> module = Class.forName(type.getName() + "$", false, type.getClassLoader());
      Members.field(module, "MODULE$")
          .ifPresent(field -> found.add(calls.field(field, null, node)));
    } catch (ClassNotFoundException | LinkageError e) {
      // The type has no companion.
    }
  }

  private static boolean isKotlin(Class<?> type) {
    try {
      for (Annotation annotation : type.getDeclaredAnnotations()) {
        if (annotation.annotationType().getName().equals(KOTLIN)) {
          return true;
        }
      }
      return false;
    } catch (LinkageError | RuntimeException e) {
      // Annotations that cannot be read are no reason to fail.
      return false;
    }
  }
}
