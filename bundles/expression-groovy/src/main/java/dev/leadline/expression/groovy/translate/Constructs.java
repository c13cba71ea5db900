package dev.leadline.expression.groovy.translate;

import java.util.Locale;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodPointerExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;

/** Says in the user's words why a construct is not part of the language. */
final class Constructs {

  private Constructs() {}

  static String refusal(Expression node) {
    if (node instanceof DeclarationExpression) {
      return "an expression declares no variable";
    }
    if (node instanceof PrefixExpression || node instanceof PostfixExpression) {
      return "an expression changes nothing, so no `++` and `--`";
    }
    if (node instanceof ClosureExpression) {
      return "a closure can stand only after a method of collections";
    }
    if (node instanceof MethodPointerExpression) {
      return "method references are not allowed";
    }
    if (node instanceof RangeExpression) {
      return "a range can stand only after `in`";
    }
    String kind = node.getClass().getSimpleName().replace("Expression", "");
    return "this construct is not allowed: "
        + kind.replaceAll("(?<=.)(?=\\p{Lu})", " ").toLowerCase(Locale.ROOT);
  }

  static String hint(Expression node) {
    return node instanceof ClosureExpression ? "such as `orders.count { it.paid }`" : "";
  }
}
