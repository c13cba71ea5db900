package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Call;
import dev.leadline.expression.groovy.code.Local;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.member.Members;
import dev.leadline.expression.groovy.member.Overloads;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.runtime.Values;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Bodies of closures, translated in place: no closure object is ever made. */
final class Closures {

  private final Context context;
  private final ExpressionTranslator translator;

  Closures(Context context, ExpressionTranslator translator) {
    this.context = context;
    this.translator = translator;
  }

  static boolean isClosure(Expression node) {
    return node instanceof ClosureExpression;
  }

  /** The closure's one expression, with its parameters standing for the element. */
  Term body(Expression node, Local element, Term value) {
    ClosureExpression closure = (ClosureExpression) node;
    Parameter[] parameters = closure.getParameters();
    Map<String, Local> names = new LinkedHashMap<>();
    if (parameters != null && parameters.length == 0) {
      names.put("it", element);
    } else if (parameters != null && parameters.length == 1) {
      names.put(parameters[0].getName(), element);
    } else if (parameters != null) {
      return entryBody(closure, parameters, value);
    }
    return context.inClosure(names, () -> translator.term(only(closure)));
  }

  /** {@code { key, value -> .. }} over a map. */
  private Term entryBody(ClosureExpression closure, Parameter[] parameters, Term entry) {
    boolean unknown = entry.type().raw() == Object.class;
    boolean pair = entry.type().raw().getName().equals("scala.Tuple2");
    if (parameters.length != 2 || !(entry.type().is(Map.Entry.class) || pair || unknown)) {
      throw context.problem(
          Report.CONSTRUCT,
          closure,
          "this closure has " + parameters.length + " parameters",
          "one, or two over a map");
    }
    Class<?> holder = pair ? entry.type().raw() : Map.Entry.class;
    Local key = new Local(parameters[0].getName(), entry.type().argumentAs(holder, 0));
    Local value = new Local(parameters[1].getName(), entry.type().argumentAs(holder, 1));
    Term body =
        context.inClosure(
            Map.of(key.name(), key, value.name(), value), () -> translator.term(only(closure)));
    return new Local.Let(
        key,
        part(entry, "getKey", key),
        new Local.Let(value, part(entry, "getValue", value), body));
  }

  private static Term part(Term entry, String getter, Local part) {
    if (!entry.type().is(Map.Entry.class)) {
      return Calls.runtime(Values.class, getter, part.type(), entry);
    }
    List<Method> methods = Members.methods(Map.Entry.class, getter);
    Method method = Overloads.choose(methods, List.of()).orElseThrow().executable();
    return new Call.Direct(method, List.of(entry), part.type());
  }

  private Expression only(ClosureExpression closure) {
    Statement code = closure.getCode();
    List<Statement> statements =
        code instanceof BlockStatement block ? block.getStatements() : List.of(code);
    if (statements.size() == 1 && statements.get(0) instanceof ExpressionStatement statement) {
      return statement.getExpression();
    }
    throw context.problem(
        Report.NOT_ONE_EXPRESSION, closure, "a closure holds exactly one expression here", "");
  }
}
