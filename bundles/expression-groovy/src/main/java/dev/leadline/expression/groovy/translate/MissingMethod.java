package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.member.Members;
import dev.leadline.expression.groovy.report.NameList;
import dev.leadline.expression.groovy.report.ProblemException;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.type.StaticType;
import dev.leadline.sdk.problem.NearestName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** The message when a type has no method of that name, or none that takes the arguments. */
final class MissingMethod {

  private static final int NAMES_IN_MESSAGE = 20;

  private MissingMethod() {}

  /** Says what the type has, and what may have been meant. */
  static ProblemException problem(
      Context context, StaticType type, String name, List<Term> arguments, ASTNode node) {
    Set<String> names = new LinkedHashSet<>(Members.methodNames(type.raw()));
    names.addAll(Extensions.names(type));
    if (ElementSources.isSeveral(type)) {
      names.addAll(CollectionCalls.NAMES);
    }
    ASTNode place = node instanceof MethodCallExpression call ? call.getMethod() : node;
    if (names.contains(name)) {
      return context.problem(
          Report.UNKNOWN_METHOD,
          place,
          "`" + name + "` of " + type + " does not take (" + list(arguments) + ")",
          signatures(type, name));
    }
    String suggestion = suggestion(type, name, names);
    String has = NameList.of(names, NAMES_IN_MESSAGE);
    return context.problem(
        Report.UNKNOWN_METHOD,
        place,
        "`" + name + "`: no such method on " + type,
        Properties.hint(type, suggestion, has));
  }

  private static String suggestion(StaticType type, String name, Set<String> names) {
    Collection<String> properties = Members.propertyNames(type.raw());
    if (properties.contains(name)) {
      return "`" + name + "` is a property: write it without `()`.";
    }
    String property =
        name.startsWith("get") && name.length() > 3
            ? Character.toLowerCase(name.charAt(3)) + name.substring(4)
            : "";
    return properties.contains(property)
        ? "there is a property `" + property + "`."
        : NearestName.hint(name, names);
  }

  private static String signatures(StaticType type, String name) {
    List<String> signatures =
        Members.methods(type.raw(), name).stream()
            .map(
                method ->
                    Stream.of(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")")))
            .sorted()
            .toList();
    return signatures.isEmpty() ? "" : "it takes " + String.join(" or ", signatures);
  }

  /** The arguments by their types. */
  static String list(List<Term> arguments) {
    return String.join(", ", arguments.stream().map(term -> term.type().toString()).toList());
  }
}
