package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Local;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.member.Overloads;
import dev.leadline.expression.groovy.report.ProblemException;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.type.StaticType;
import dev.leadline.sdk.problem.NearestName;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/** Calls of methods, of the application's, the JDK's and those that this language adds. */
final class MethodCalls {

  /** Ways to write a text of anything, which for a large collection has no bound of its own. */
  private static final Set<String> TEXTS =
      Set.of("java.lang.String.valueOf", "java.util.Objects.toString", "java.util.Arrays.toString");

  /** However much is in the receiver: these are not paid for in loops. */
  private static final Set<String> ENDS_AT_ONCE =
      Set.of(
          "size",
          "length",
          "isEmpty",
          "isBlank",
          "get",
          "charAt",
          "containsKey",
          "getKey",
          "getValue",
          "getFirst",
          "getLast",
          "first",
          "last",
          "peek",
          "startsWith",
          "endsWith",
          "name",
          "ordinal",
          "getOrDefault",
          "keySet",
          "values",
          "entrySet",
          "getClass");

  private final Context context;
  private final Calls calls;
  private final Captures captures;
  private final Singletons singletons;
  private final Coercions coercions;
  private final TypeNames typeNames;
  private final ExpressionTranslator translator;
  private final CollectionCalls collectionCalls;
  private final Patterns patterns;

  MethodCalls(
      Context context,
      Calls calls,
      Captures captures,
      Singletons singletons,
      Coercions coercions,
      Arithmetics arithmetics,
      TypeNames typeNames,
      ExpressionTranslator translator) {
    this.context = context;
    this.calls = calls;
    this.captures = captures;
    this.singletons = singletons;
    this.coercions = coercions;
    this.typeNames = typeNames;
    this.translator = translator;
    this.patterns = new Patterns(context, coercions);
    this.collectionCalls = new CollectionCalls(context, calls, coercions, arithmetics, translator);
  }

  Term call(MethodCallExpression node) {
    String name = node.getMethodAsString();
    if (name == null) {
      throw context.problem(
          Report.CONSTRUCT, node, "a computed method name is not allowed", "write the name itself");
    }
    List<Expression> arguments = arguments(node.getArguments(), node);
    if (node.isImplicitThis()) {
      return bare(name, terms(arguments), node);
    }
    Optional<Class<?>> type = typeNames.find(node.getObjectExpression());
    if (type.isPresent()) {
      return ofType(type.get(), name, terms(arguments), node);
    }
    Term receiver = translator.term(node.getObjectExpression());
    Function<Term, Term> use = value -> of(value, name, arguments, node);
    if (node.isSpreadSafe()) {
      return spread(receiver, use, node);
    }
    return node.isSafe() ? translator.safely(receiver, use) : use.apply(receiver);
  }

  private List<Expression> arguments(Expression node, ASTNode call) {
    if (node instanceof ArgumentListExpression list) {
      return list.getExpressions();
    }
    if (node instanceof TupleExpression tuple && tuple.getExpressions().isEmpty()) {
      return List.of();
    }
    throw context.problem(Report.CONSTRUCT, call, "named arguments are not allowed", "");
  }

  private List<Term> terms(List<Expression> nodes) {
    List<Term> terms = new ArrayList<>();
    ProblemException problems = null;
    for (Expression node : nodes) {
      try {
        terms.add(translator.term(node));
      } catch (ProblemException problem) {
        problems = problems == null ? problem : problems.and(problem);
      }
    }
    if (problems != null) {
      throw problems;
    }
    return terms;
  }

  private Term of(Term receiver, String name, List<Expression> arguments, ASTNode node) {
    Optional<Term> overCollection = collectionCalls.call(receiver, name, arguments, node);
    if (overCollection.isPresent()) {
      return overCollection.get();
    }
    for (Expression argument : arguments) {
      if (argument instanceof ClosureExpression) {
        throw context.problem(
            Report.CONSTRUCT,
            argument,
            "`" + name + "` of " + receiver.type() + " takes no closure here",
            (NearestName.hint(name, CollectionCalls.NAMES)
                    + " Closures go with "
                    + String.join(", ", CollectionCalls.NAMES)
                    + " of collections")
                .strip());
      }
    }
    List<Term> terms = terms(arguments);
    if (ENDS_AT_ONCE.contains(name)) {
      return called(receiver, name, terms, node);
    }
    Term called =
        calls.charged(receiver, name.equals("contains"), held -> called(held, name, terms, node));
    return called.type().isString() ? calls.charged(called) : called;
  }

  private Term called(Term receiver, String name, List<Term> terms, ASTNode node) {
    if (name.equals("toString") && terms.isEmpty() && Coercions.mayHaveElements(receiver.type())) {
      return coercions.cast(receiver, StaticType.STRING, node);
    }
    return patterns
        .method(receiver, name, terms, node)
        .or(() -> Extensions.instead(receiver, name, terms))
        .or(() -> calls.named(receiver, name, terms, node))
        .or(() -> Extensions.call(receiver, name, terms))
        .or(() -> dynamic(receiver, name, terms, node))
        .orElseThrow(
            () -> MissingMethod.problem(context, receiver.type().boxed(), name, terms, node));
  }

  /** What the run time will find, where nothing is known before. */
  private Optional<Term> dynamic(Term receiver, String name, List<Term> arguments, ASTNode node) {
    return receiver.type().raw() == Object.class
        ? Optional.of(calls.dynamic(receiver, name, arguments, node))
        : Optional.empty();
  }

  /** A method without a receiver: of this, of the instances and classes around. */
  private Term bare(String name, List<Term> arguments, ASTNode node) {
    Optional<Term> instance = context.receiver().map(Local::read);
    while (instance.isPresent()) {
      Optional<Term> found = calls.named(instance.get(), name, arguments, node);
      if (found.isPresent()) {
        return found.get();
      }
      instance = captures.outer(instance.get(), node);
    }
    for (Class<?> around : context.types().lexicalClasses()) {
      Optional<Term> found =
          ofSingleton(around, name, arguments, node)
              .or(() -> calls.staticNamed(around, name, arguments, node));
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw MissingMethod.problem(
        context, StaticType.of(context.request().host()), name, arguments, node);
  }

  private Term ofType(Class<?> type, String name, List<Term> arguments, ASTNode node) {
    if (TEXTS.contains(type.getName() + "." + name)
        && arguments.size() == 1
        && arguments.get(0).type().raw() != char[].class
        && Coercions.mayHaveElements(arguments.get(0).type())) {
      return coercions.cast(arguments.get(0), StaticType.STRING, node);
    }
    return ofSingleton(type, name, arguments, node)
        .or(() -> calls.staticNamed(type, name, arguments, node))
        .orElseThrow(
            () -> MissingMethod.problem(context, StaticType.of(type), name, arguments, node));
  }

  private Optional<Term> ofSingleton(
      Class<?> type, String name, List<Term> arguments, ASTNode node) {
    return singletons.of(type, node).stream()
        .flatMap(singleton -> calls.named(singleton, name, arguments, node).stream())
        .findFirst();
  }

  /** {@code new T(..)}. */
  Term construction(ConstructorCallExpression node) {
    if (node.isSpecialCall() || node.isUsingAnonymousInnerClass()) {
      throw context.problem(Report.CONSTRUCT, node, "an expression declares no class", "");
    }
    StaticType type = typeNames.of(node.getType(), node);
    List<Term> arguments = terms(arguments(node.getArguments(), node));
    List<Constructor<?>> constructors = List.of(type.raw().getDeclaredConstructors());
    return Overloads.choose(constructors, arguments.stream().map(Term::type).toList())
        .map(choice -> calls.constructor(choice, arguments, node))
        .orElseThrow(
            () ->
                context.problem(
                    Report.UNKNOWN_METHOD,
                    node,
                    "no constructor of " + type + " takes (" + MissingMethod.list(arguments) + ")",
                    ""));
  }

  /** {@code orders*.price}. */
  Term spread(Term receiver, Function<Term, Term> each, ASTNode node) {
    return collectionCalls.collect(receiver, each, node);
  }
}
