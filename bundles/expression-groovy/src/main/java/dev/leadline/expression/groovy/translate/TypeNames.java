package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.member.Members;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.type.StaticType;
import java.util.Optional;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.AttributeExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Tells names of types from names of variables. */
final class TypeNames {

  private final Context context;

  TypeNames(Context context) {
    this.context = context;
  }

  /** The type that an expression names, if it is the name of one and no variable hides it. */
  Optional<Class<?>> find(Expression node) {
    if (node instanceof ClassExpression type) {
      return Optional.of(of(type.getType(), node).raw());
    }
    Optional<String> name = dotted(node);
    return name.isEmpty() || isHidden(name.get())
        ? Optional.empty()
        : context.types().resolve(name.get());
  }

  private boolean isHidden(String name) {
    int dot = name.indexOf('.');
    String root = dot < 0 ? name : name.substring(0, dot);
    boolean field =
        context.types().lexicalClasses().stream()
            .anyMatch(type -> Members.field(type, root).isPresent());
    return field || root.equals("this") || root.equals("super") || isVariable(root);
  }

  private boolean isVariable(String name) {
    return context.variableNames().contains(name);
  }

  /** {@code a.b.c} as a dotted name. */
  private static Optional<String> dotted(Expression node) {
    if (node instanceof VariableExpression variable) {
      return Optional.of(variable.getName());
    }
    if (node instanceof PropertyExpression property
        && !(node instanceof AttributeExpression)
        && !property.isSafe()
        && !property.isSpreadSafe()
        && property.getPropertyAsString() != null) {
      return dotted(property.getObjectExpression())
          .map(before -> before + "." + property.getPropertyAsString());
    }
    return Optional.empty();
  }

  /** {@code com.acme.Missing.X}: says that the type is missing rather than that com is. */
  void checkRoot(PropertyExpression node, ExpressionTranslator translator) {
    Optional<String> name = dotted(node);
    if (name.isEmpty() || !(node.getObjectExpression() instanceof PropertyExpression)) {
      return;
    }
    String[] parts = name.get().split("\\.", -1);
    boolean looksQualified =
        parts.length > 2 && Character.isLowerCase(parts[0].charAt(0)) && !isHidden(name.get());
    boolean namesType = false;
    for (int i = 1; i < parts.length; i++) {
      namesType |= !parts[i].isEmpty() && Character.isUpperCase(parts[i].charAt(0));
    }
    if (looksQualified && namesType) {
      throw context.problem(Report.UNKNOWN_TYPE, node, "no such type: " + name.get(), "");
    }
  }

  /** The type written in a cast, after instanceof or new. */
  StaticType of(ClassNode written, ASTNode node) {
    ClassNode element = written;
    int dimensions = 0;
    while (element.isArray()) {
      element = element.getComponentType();
      dimensions++;
    }
    String name = element.getUnresolvedName();
    Class<?> type =
        context
            .types()
            .resolve(name)
            .orElseThrow(
                () -> context.problem(Report.UNKNOWN_TYPE, node, "no such type: " + name, ""));
    for (int i = 0; i < dimensions; i++) {
      type = type.arrayType();
    }
    return StaticType.of(type);
  }
}
