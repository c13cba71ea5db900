package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Convert;
import dev.leadline.expression.groovy.code.Literal;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.runtime.Regex;
import dev.leadline.expression.groovy.type.StaticType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.codehaus.groovy.ast.ASTNode;

/** Regular expressions: compiled with the expression, and run on a text that counts. */
final class Patterns {

  /** The methods of String that take a pattern, with what they give. */
  private static final Map<String, StaticType> METHODS =
      Map.of(
          "matches", StaticType.BOOLEAN,
          "replaceAll", StaticType.STRING,
          "replaceFirst", StaticType.STRING,
          "split", StaticType.of(String[].class));

  private final Context context;
  private final Coercions coercions;

  Patterns(Context context, Coercions coercions) {
    this.context = context;
    this.coercions = coercions;
  }

  /** {@code text.matches('..')} and its like, instead of the JDK's own, which may never end. */
  Optional<Term> method(Term text, String name, List<Term> arguments, ASTNode node) {
    StaticType type = METHODS.get(name);
    boolean replaces = name.startsWith("replace");
    if (type == null
        || !text.type().is(CharSequence.class)
        || arguments.size() != (replaces ? 2 : 1)
        || (replaces && !arguments.get(1).type().isString())) {
      return Optional.empty();
    }
    List<Term> rest = arguments.subList(1, arguments.size());
    return Optional.of(call(name, type, text, arguments.get(0), rest, node));
  }

  /** The pattern is compiled once, so it has to be written out. */
  Term call(
      String method, StaticType type, Term text, Term pattern, List<Term> rest, ASTNode node) {
    if (!(pattern instanceof Literal literal && literal.value() instanceof String regex)) {
      throw context.problem(
          Report.CONSTRUCT, node, "a pattern has to be written out as a text without `${}`", "");
    }
    if (!text.type().is(CharSequence.class) && text.type().raw() != Object.class) {
      throw context.problem(Report.OPERATOR, node, text.type() + " is no text", "try `\"${..}\"`");
    }
    coercions.noteUse(text.type());
    List<Term> arguments = new ArrayList<>();
    arguments.add(Convert.to(StaticType.of(CharSequence.class), text));
    arguments.add(Literal.object(compiled(regex, node)));
    arguments.add(context.isInLoop() ? Literal.TRUE : Literal.FALSE);
    arguments.addAll(rest);
    return Calls.runtime(Regex.class, method, type, arguments.toArray(Term[]::new));
  }

  private Pattern compiled(String regex, ASTNode node) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw context.problem(
          Report.SYNTAX, node, "this pattern can't be read: " + e.getDescription(), "");
    }
  }
}
