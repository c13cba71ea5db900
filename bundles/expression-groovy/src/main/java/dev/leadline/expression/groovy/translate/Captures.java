package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.member.Members;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ASTNode;

/**
 * How compilers keep what a lambda's or a local class's body captures: in fields of these names, in
 * a cell where the body may assign it, and the instance around it in another field.
 */
final class Captures {

  private static final Pattern OUTER = Pattern.compile("this\\$\\d+|\\$outer");

  private final Calls calls;

  Captures(Calls calls) {
    this.calls = calls;
  }

  /** The value of a variable: for a cell what is in it. */
  Term value(Term variable, ASTNode node) {
    Class<?> type = variable.type().raw();
    return cellField(type.getName())
        .flatMap(name -> Members.field(type, name))
        .map(field -> calls.field(field, variable, node))
        .orElse(variable);
  }

  private static Optional<String> cellField(String type) {
    if (type.startsWith("kotlin.jvm.internal.Ref$")) {
      return Optional.of("element");
    }
    if (type.startsWith("scala.runtime.") && type.endsWith("Ref")) {
      return Optional.of("elem");
    }
    return type.equals("groovy.lang.Reference") ? Optional.of("value") : Optional.empty();
  }

  /** A captured variable that the receiver keeps: as javac, Kotlin or Scala name its field. */
  Optional<Term> variable(Term receiver, String name, ASTNode node) {
    Pattern scala = Pattern.compile(Pattern.quote(name) + "\\$\\d+");
    for (Class<?> type = receiver.type().raw(); type != null; type = type.getSuperclass()) {
      for (Field field : Members.fields(type)) {
        String kept = field.getName();
        if (kept.equals("val$" + name)
            || kept.equals("$" + name)
            || scala.matcher(kept).matches()) {
          return Optional.of(value(calls.field(field, receiver, node), node));
        }
      }
    }
    return Optional.empty();
  }

  /** The instance around an inner class's instance, when the compiler kept it. */
  Optional<Term> outer(Term receiver, ASTNode node) {
    for (Class<?> type = receiver.type().raw(); type != null; type = type.getSuperclass()) {
      for (Field field : Members.fields(type)) {
        if (OUTER.matcher(field.getName()).matches()) {
          return Optional.of(calls.field(field, receiver, node));
        }
      }
    }
    return Optional.empty();
  }
}
