package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Choice;
import dev.leadline.expression.groovy.code.Literal;
import dev.leadline.expression.groovy.code.Local;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.code.Test;
import dev.leadline.expression.groovy.member.Members;
import dev.leadline.expression.groovy.report.NameList;
import dev.leadline.expression.groovy.report.ProblemException;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.type.StaticType;
import dev.leadline.sdk.expression.Variable;
import dev.leadline.sdk.problem.NearestName;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.codehaus.groovy.ast.expr.AttributeExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.UnaryPlusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/**
 * Checks a syntax tree against the code point and gives it types. The list of kinds of expression
 * here is the language: what is not in it is refused, so new syntax of Groovy opens nothing.
 */
final class ExpressionTranslator {

  private static final int NAMES_IN_MESSAGE = 30;

  private final Context context;
  private final Captures captures;
  private final Properties properties;
  private final Coercions coercions;
  private final Arithmetics arithmetics;
  private final Literals literals;
  private final Operators operators;
  private final MethodCalls methodCalls;
  private final TypeNames typeNames;

  ExpressionTranslator(Context context) {
    this.context = context;
    Calls calls = new Calls(context);
    this.captures = new Captures(calls);
    Singletons singletons = new Singletons(calls);
    this.properties = new Properties(context, calls, captures, singletons);
    this.coercions = new Coercions(context, calls);
    this.arithmetics = new Arithmetics(context, calls, coercions);
    this.typeNames = new TypeNames(context);
    this.literals = new Literals(context, calls, coercions, this);
    this.operators = new Operators(context, calls, coercions, arithmetics, typeNames, this);
    this.methodCalls =
        new MethodCalls(
            context, calls, captures, singletons, coercions, arithmetics, typeNames, this);
  }

  /** The expression as a term; problems come as {@link ProblemException}. */
  Term term(Expression node) {
    if (node instanceof ConstantExpression constant) {
      return literals.constant(constant);
    }
    if (node instanceof VariableExpression variable) {
      return variable(variable);
    }
    if (node instanceof PropertyExpression property) {
      return property(property);
    }
    if (node instanceof MethodCallExpression call) {
      return methodCalls.call(call);
    }
    if (node instanceof BinaryExpression binary) {
      return operators.binary(binary);
    }
    if (node instanceof ElvisOperatorExpression elvis) {
      return elvis(elvis);
    }
    if (node instanceof TernaryExpression ternary) {
      return ternary(ternary);
    }
    if (node instanceof NotExpression not) {
      return new Test.Not(truth(not.getExpression()));
    }
    if (node instanceof BooleanExpression wrapped) {
      return term(wrapped.getExpression());
    }
    return rare(node);
  }

  private Term rare(Expression node) {
    if (node instanceof UnaryMinusExpression minus) {
      return arithmetics.negative(term(minus.getExpression()), node);
    }
    if (node instanceof UnaryPlusExpression plus) {
      return arithmetics.positive(term(plus.getExpression()), node);
    }
    if (node instanceof BitwiseNegationExpression complement) {
      return arithmetics.complement(term(complement.getExpression()), node);
    }
    if (node instanceof CastExpression cast) {
      return coercions.cast(term(cast.getExpression()), typeNames.of(cast.getType(), node), node);
    }
    if (node instanceof GStringExpression template) {
      return literals.template(template);
    }
    if (node instanceof ListExpression list && !list.isWrapped()) {
      return literals.list(list);
    }
    if (node instanceof MapExpression map && map.getClass() == MapExpression.class) {
      return literals.map(map);
    }
    if (node instanceof ConstructorCallExpression construction) {
      return methodCalls.construction(construction);
    }
    throw context.problem(Report.CONSTRUCT, node, Constructs.refusal(node), Constructs.hint(node));
  }

  Test truth(Expression node) {
    return coercions.truth(term(node), node);
  }

  private Term variable(VariableExpression node) {
    String name = node.getName();
    if (name.equals("super")) {
      throw context.problem(
          Report.CONSTRUCT, node, "`super` can't be read", "write the name without it");
    }
    Optional<Term> found = context.variable(name).map(Local::read);
    if (found.isPresent()) {
      return captures.value(found.get(), node);
    }
    if (name.equals(Variable.THIS)) {
      throw context.problem(
          Report.UNKNOWN_VARIABLE,
          node,
          "there is no `this` here: the method is static",
          inScope());
    }
    return properties.bare(name, node).orElseThrow(() -> unknown(name, node));
  }

  ProblemException unknown(String name, Expression node) {
    if (context.types().resolve(name).isPresent()) {
      return context.problem(
          Report.UNKNOWN_VARIABLE,
          node,
          "`" + name + "` is a type, not a value",
          "read a static member of it, such as `" + name + ".X`");
    }
    boolean instanceField =
        context.receiver().isEmpty() && Members.field(context.request().host(), name).isPresent();
    String message =
        instanceField
            ? "`" + name + "` is a field, and there is no `this` here"
            : "`" + name + "` is not in scope";
    String suggestion = NearestName.hint(name, names());
    return context.problem(
        Report.UNKNOWN_VARIABLE,
        node,
        message,
        suggestion.isEmpty() ? inScope() : suggestion + " " + inScope());
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(context.variableNames());
    if (context.receiver().isPresent()) {
      names.addAll(Members.propertyNames(context.request().host()));
      names.remove("class");
    }
    return names;
  }

  private String inScope() {
    Set<String> variables = context.variableNames();
    Set<String> members = new LinkedHashSet<>(names());
    members.removeAll(variables);
    String all = "In scope: " + NameList.of(variables, NAMES_IN_MESSAGE);
    return members.isEmpty() ? all : all + "; of `this`: " + NameList.of(members, NAMES_IN_MESSAGE);
  }

  private Term property(PropertyExpression node) {
    String name = node.getPropertyAsString();
    if (name == null || !(node.getProperty() instanceof ConstantExpression)) {
      throw context.problem(
          Report.CONSTRUCT,
          node,
          "a computed property name is not allowed",
          "write the name itself");
    }
    Optional<Class<?>> type = typeNames.find(node.getObjectExpression());
    if (type.isPresent()) {
      return properties.ofType(type.get(), name, node);
    }
    Expression object = node.getObjectExpression();
    typeNames.checkRoot(node, this);
    boolean inside =
        node instanceof AttributeExpression
            || (object instanceof VariableExpression variable && variable.isThisExpression());
    Term receiver = term(object);
    if (node.isSpreadSafe()) {
      return methodCalls.spread(receiver, each -> properties.of(each, name, inside, node), node);
    }
    if (canSpread(receiver, name, node)) {
      return methodCalls.spread(receiver, each -> properties.of(each, name, inside, node), node);
    }
    Function<Term, Term> read = value -> properties.of(value, name, inside, node);
    return node.isSafe() ? safely(receiver, read) : read.apply(receiver);
  }

  /** Groovy's {@code orders.price}: the property of each element, when the list has none such. */
  private boolean canSpread(Term receiver, String name, Expression node) {
    StaticType type = receiver.type();
    return !type.isArray()
        && ElementSources.isSeveral(type)
        && properties.known(receiver, name, false, node).isEmpty()
        && !Members.methodNames(type.raw()).contains(name);
  }

  /** {@code a?.b}: null when a is. */
  Term safely(Term receiver, Function<Term, Term> use) {
    if (receiver.type().isPrimitive()) {
      return use.apply(receiver);
    }
    Local value = new Local("value", receiver.type());
    Term used = use.apply(value.read());
    StaticType type = used.type().boxed();
    Term whenNull = Literal.NULL;
    return new Local.Let(
        value, receiver, new Choice(new Test.IsNull(value.read()), whenNull, used, type));
  }

  private Term ternary(TernaryExpression node) {
    Test test = truth(node.getBooleanExpression().getExpression());
    return choice(
        test, () -> term(node.getTrueExpression()), () -> term(node.getFalseExpression()));
  }

  private Term choice(Test test, Supplier<Term> whenTrue, Supplier<Term> whenFalse) {
    Pair pair = both(whenTrue, whenFalse);
    StaticType type = Coercions.union(pair.left().type(), pair.right().type());
    return new Choice(test, pair.left(), pair.right(), type);
  }

  private Term elvis(ElvisOperatorExpression node) {
    Term left = term(node.getTrueExpression());
    if (left.type().isNull()) {
      return term(node.getFalseExpression());
    }
    Local value = new Local("value", left.type());
    Test test = coercions.truth(value.read(), node);
    Term right = term(node.getFalseExpression());
    StaticType type = Coercions.union(left.type(), right.type());
    return new Local.Let(value, left, new Choice(test, value.read(), right, type));
  }

  /** Two terms; the problems of both when both have some. */
  Pair both(Supplier<Term> left, Supplier<Term> right) {
    Term first;
    try {
      first = left.get();
    } catch (ProblemException problem) {
      throw problems(right).map(problem::and).orElse(problem);
    }
    return new Pair(first, right.get());
  }

  private static Optional<ProblemException> problems(Supplier<Term> translation) {
    try {
      Term unused = translation.get();
      return Optional.empty();
    } catch (ProblemException problem) {
      return Optional.of(problem);
    }
  }

  record Pair(Term left, Term right) {}
}
