package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.ArrayTerm;
import dev.leadline.expression.groovy.code.Concat;
import dev.leadline.expression.groovy.code.Convert;
import dev.leadline.expression.groovy.code.Literal;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.runtime.Values;
import dev.leadline.expression.groovy.type.StaticType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;

/** Values that are written out. */
final class Literals {

  /** {@code 1e999999999G} is a small text and a huge number as soon as it is computed with. */
  private static final int MAX_SCALE = 400;

  private final Context context;
  private final Calls calls;
  private final Coercions coercions;
  private final ExpressionTranslator translator;

  Literals(Context context, Calls calls, Coercions coercions, ExpressionTranslator translator) {
    this.context = context;
    this.calls = calls;
    this.coercions = coercions;
    this.translator = translator;
  }

  Term constant(ConstantExpression node) {
    Object value = node.getValue();
    if (value == null) {
      return Literal.NULL;
    }
    if (value instanceof BigDecimal decimal) {
      return decimal(decimal, node);
    }
    if (value instanceof Boolean) {
      return new Literal(value, StaticType.BOOLEAN);
    }
    if (value instanceof Number || value instanceof Character) {
      return new Literal(value, StaticType.of(value.getClass()).unboxed());
    }
    if (value instanceof String text) {
      return Literal.of(text);
    }
    throw context.problem(Report.CONSTRUCT, node, "this literal is not allowed", "");
  }

  private Term decimal(BigDecimal value, ConstantExpression node) {
    if (Math.abs((long) value.scale()) > MAX_SCALE) {
      throw context.problem(Report.TOO_LARGE, node, "this number is out of any use", "");
    }
    String written = context.textOf(node);
    boolean asksForExact = written.endsWith("g") || written.endsWith("G");
    return context.isExact() || asksForExact ? Literal.object(value) : new DecimalLiteral(value);
  }

  /** {@code "..${x}.."}: text at once, no GString. */
  Term template(GStringExpression node) {
    List<Term> parts = new ArrayList<>();
    for (int i = 0; i < node.getStrings().size(); i++) {
      Object text = node.getStrings().get(i).getValue();
      if (text instanceof String string && !string.isEmpty()) {
        parts.add(Literal.of(string));
      }
      if (i < node.getValues().size()) {
        Expression value = node.getValue(i);
        parts.add(context.exactly(() -> coercions.text(translator.term(value))));
      }
    }
    return calls.charged(new Concat(parts));
  }

  Term list(ListExpression node) {
    List<Term> elements = node.getExpressions().stream().map(translator::term).toList();
    StaticType element = StaticType.NULL;
    for (Term term : elements) {
      element = Coercions.union(element, term.type().boxed());
    }
    StaticType known = element.isNull() ? StaticType.OBJECT : element;
    List<Term> boxed = elements.stream().map(term -> fit(term, known)).toList();
    return Calls.runtime(
        Values.class,
        "list",
        StaticType.of(List.class, known),
        new ArrayTerm.Of(StaticType.of(Object[].class), boxed));
  }

  /** Numbers of several widths in one list are all of the widest. */
  private static Term fit(Term term, StaticType element) {
    boolean number = term.type().isPrimitiveNumber() && element.isPrimitiveNumber();
    return number ? Convert.to(element, Convert.to(element.unboxed(), term)) : term;
  }

  Term map(MapExpression node) {
    List<Term> entries = new ArrayList<>();
    StaticType value = StaticType.NULL;
    for (MapEntryExpression entry : node.getMapEntryExpressions()) {
      entries.add(translator.term(entry.getKeyExpression()));
      Term term = translator.term(entry.getValueExpression());
      value = Coercions.union(value, term.type().boxed());
      entries.add(term);
    }
    return Calls.runtime(
        Values.class,
        "map",
        StaticType.of(Map.class, StaticType.OBJECT, value.isNull() ? StaticType.OBJECT : value),
        new ArrayTerm.Of(StaticType.of(Object[].class), entries));
  }
}
