package dev.leadline.expression.groovy.syntax;

import dev.leadline.expression.groovy.report.ProblemException;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.sdk.problem.Place;
import groovy.lang.GroovyClassLoader;
import java.util.List;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/**
 * Reads a text as one expression with Groovy's own parser. Only Groovy's first phases run: names
 * are not resolved, and no transform can be reached.
 */
public final class GroovyParser {

  /** More than anyone writes by hand, and little enough to be read quickly. */
  static final int MAX_LENGTH = 4_000;

  /** Deeper than anyone nests; Groovy's parser takes long for deep parentheses. */
  static final int MAX_NESTING = 24;

  private static final String HINT_ONE = "write one expression, such as `user.tier == 'gold'`";

  /**
   * The text as a syntax tree.
   *
   * @throws ProblemException when it is not exactly one expression
   */
  public Expression parse(String text) {
    checkSize(text);
    String source = withoutBraces(text);
    if (source.isBlank()) {
      throw Report.NOT_ONE_EXPRESSION.problem(
          Place.of(1, 1), text, "there is no expression here", HINT_ONE);
    }
    return onlyExpression(module(source), text);
  }

  private static void checkSize(String text) {
    if (text.length() > MAX_LENGTH) {
      throw Report.TOO_LARGE.problem(
          Place.of(1, 1),
          text,
          "the expression is " + text.length() + " characters long",
          "at most " + MAX_LENGTH);
    }
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
      if (depth > MAX_NESTING) {
        throw Report.TOO_LARGE.problem(
            placeOf(text, i),
            text,
            "brackets are nested too deeply",
            "at most " + MAX_NESTING + " deep");
      }
    }
  }

  private static Place placeOf(String text, int index) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < index; i++) {
      boolean newLine = text.charAt(i) == '\n';
      line += newLine ? 1 : 0;
      column = newLine ? 1 : column + 1;
    }
    return Place.of(line, column);
  }

  /** Deep passes {@code {user.id}} on as it is: blanks for the braces, so that columns stay. */
  private static String withoutBraces(String text) {
    int first = 0;
    int last = text.length() - 1;
    while (first < last && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    while (last > first && Character.isWhitespace(text.charAt(last))) {
      last--;
    }
    if (first >= last || text.charAt(first) != '{' || text.charAt(last) != '}') {
      return text;
    }
    return text.substring(0, first)
        + " "
        + text.substring(first + 1, last)
        + " "
        + text.substring(last + 1);
  }

  private static ModuleNode module(String source) {
    CompilerConfiguration configuration = new CompilerConfiguration();
    ClassLoader groovy = GroovyParser.class.getClassLoader();
    SourceUnit unit =
        new SourceUnit(
            "Expression",
            source,
            configuration,
            new GroovyClassLoader(groovy, configuration),
            null);
    try {
      unit.parse();
      unit.completePhase();
      unit.nextPhase();
      unit.convert();
      return unit.getAST();
    } catch (MultipleCompilationErrorsException e) {
      throw syntaxErrors(e, source);
    } catch (CompilationFailedException e) {
      throw Report.SYNTAX.problem(
          Place.of(1, 1),
          source,
          String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          "");
    }
  }

  private static ProblemException syntaxErrors(
      MultipleCompilationErrorsException failure, String source) {
    ProblemException all = null;
    for (Object message : failure.getErrorCollector().getErrors()) {
      ProblemException problem;
      if (message instanceof SyntaxErrorMessage syntax) {
        SyntaxException cause = syntax.getCause();
        Place place = Place.of(Math.max(1, cause.getLine()), Math.max(1, cause.getStartColumn()));
        problem = Report.SYNTAX.problem(place, source, readable(cause.getOriginalMessage()), "");
      } else {
        problem = Report.SYNTAX.problem(Place.of(1, 1), source, "this can't be read", "");
      }
      all = all == null ? problem : all.and(problem);
    }
    return all == null
        ? Report.SYNTAX.problem(Place.of(1, 1), source, "this can't be read", "")
        : all;
  }

  private static String readable(String message) {
    String line = message.lines().findFirst().orElse("").strip();
    if (line.contains("<EOF>")) {
      return "the expression ends too early";
    }
    if (line.startsWith("Unexpected input: ")) {
      return "unexpected " + line.substring("Unexpected input: ".length()).replace('\'', '`');
    }
    return line.isEmpty() ? "this can't be read" : line;
  }

  private static Expression onlyExpression(ModuleNode module, String text) {
    boolean declares =
        module.getPackage() != null
            || !module.getImports().isEmpty()
            || !module.getStarImports().isEmpty()
            || !module.getStaticImports().isEmpty()
            || !module.getStaticStarImports().isEmpty()
            || !module.getMethods().isEmpty();
    List<Statement> statements = module.getStatementBlock().getStatements();
    if (declares || module.getClasses().size() > 1 || statements.size() != 1) {
      Place second =
          statements.size() > 1
              ? Place.of(
                  Math.max(1, statements.get(1).getLineNumber()),
                  Math.max(1, statements.get(1).getColumnNumber()))
              : Place.of(1, 1);
      throw Report.NOT_ONE_EXPRESSION.problem(
          second, text, "this is more than one expression", HINT_ONE);
    }
    Statement statement = statements.get(0);
    if (!(statement instanceof ExpressionStatement only)
        || statement.getStatementLabels() != null) {
      boolean nothing =
          statement instanceof EmptyStatement
              || (statement instanceof ReturnStatement returned && returned.getLineNumber() < 1);
      throw Report.NOT_ONE_EXPRESSION.problem(
          Place.of(
              Math.max(1, statement.getLineNumber()), Math.max(1, statement.getColumnNumber())),
          text,
          nothing ? "there is no expression here" : "a statement is no expression",
          HINT_ONE);
    }
    return only.getExpression();
  }
}
