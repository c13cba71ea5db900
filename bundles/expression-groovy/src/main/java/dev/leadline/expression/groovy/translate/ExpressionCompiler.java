package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Convert;
import dev.leadline.expression.groovy.code.ExpressionClass;
import dev.leadline.expression.groovy.code.Local;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.policy.Policy;
import dev.leadline.expression.groovy.report.ProblemException;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.syntax.GroovyParser;
import dev.leadline.expression.groovy.type.StaticType;
import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.problem.Place;
import java.util.List;
import org.codehaus.groovy.ast.expr.Expression;

/** Text in, handle out. Stateless but for the policy; any thread. */
public final class ExpressionCompiler {

  private final Policy policy;
  private final GroovyParser parser = new GroovyParser();

  public ExpressionCompiler(Policy policy) {
    this.policy = policy;
  }

  public Compilation compile(ExpressionRequest request) {
    try {
      return compiled(request);
    } catch (ProblemException problem) {
      return new Compilation.Failed(problem.problems());
    } catch (StackOverflowError e) {
      ProblemException problem =
          Report.TOO_LARGE.problem(
              Place.of(1, 1), request.expression(), "the expression is nested too deeply", "");
      return new Compilation.Failed(problem.problems());
    }
  }

  private Compilation compiled(ExpressionRequest request) {
    Expression syntax = parser.parse(request.expression());
    Context context = new Context(request, policy);
    Term value = new ExpressionTranslator(context).term(syntax);
    Term result = result(value, syntax, request.role(), context);
    List<Local> variables = context.variablesRead();
    return new Compilation.Compiled(
        ExpressionClass.define(result, variables),
        variables.stream().map(Local::name).toList(),
        context.isCallingApplication());
  }

  private static Term result(Term value, Expression syntax, ExpressionRole role, Context context) {
    Coercions coercions = new Coercions(context, new Calls(context));
    return switch (role) {
      case CONDITION -> coercions.condition(value, syntax);
      case VALUE -> value.type().isNull() ? Convert.to(StaticType.OBJECT, value) : value;
      case LABEL -> {
        // Whoever takes the text calls toString, and that may be the application's.
        coercions.noteUse(value.type());
        yield coercions.label(value);
      }
    };
  }
}
