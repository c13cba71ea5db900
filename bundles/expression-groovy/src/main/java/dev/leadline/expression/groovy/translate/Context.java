package dev.leadline.expression.groovy.translate;

import dev.leadline.expression.groovy.code.Local;
import dev.leadline.expression.groovy.code.Term;
import dev.leadline.expression.groovy.policy.Policy;
import dev.leadline.expression.groovy.report.ProblemException;
import dev.leadline.expression.groovy.report.Report;
import dev.leadline.expression.groovy.type.SignatureReader;
import dev.leadline.expression.groovy.type.StaticType;
import dev.leadline.expression.groovy.type.TypeResolver;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.expression.Variable;
import dev.leadline.sdk.problem.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.codehaus.groovy.ast.ASTNode;

/** What is known and found out while one expression is translated. */
final class Context {

  private final ExpressionRequest request;
  private final Policy policy;
  private final TypeResolver types;
  private final Map<String, Local> read = new HashMap<>();
  private final Deque<Map<String, Local>> closures = new ArrayDeque<>();
  private boolean exact;
  private boolean callsApplication;

  Context(ExpressionRequest request, Policy policy) {
    this.request = request;
    this.policy = policy;
    this.types = new TypeResolver(request.host());
    this.exact = request.role() == ExpressionRole.LABEL;
  }

  ExpressionRequest request() {
    return request;
  }

  Policy policy() {
    return policy;
  }

  TypeResolver types() {
    return types;
  }

  /** Whether decimals are exact here (text comes of them) rather than doubles. */
  boolean isExact() {
    return exact;
  }

  /** Translates something of which text is made. */
  <T> T exactly(Supplier<T> translation) {
    boolean before = exact;
    exact = true;
    try {
      return translation.get();
    } finally {
      exact = before;
    }
  }

  void callsApplication() {
    callsApplication = true;
  }

  boolean isCallingApplication() {
    return callsApplication;
  }

  /** A closure's parameter or a variable at the code point. */
  Optional<Local> variable(String name) {
    for (Map<String, Local> closure : closures) {
      Local local = closure.get(name);
      if (local != null) {
        return Optional.of(local);
      }
    }
    return request.variable(name).map(this::read);
  }

  Optional<Local> receiver() {
    return request.variable(Variable.THIS).map(this::read);
  }

  private Local read(Variable variable) {
    return read.computeIfAbsent(variable.name(), name -> new Local(name, typeOf(variable)));
  }

  private StaticType typeOf(Variable variable) {
    ClassLoader loader = request.host().getClassLoader();
    return variable
        .signature()
        .map(
            signature ->
                SignatureReader.read(
                    variable.type(),
                    signature,
                    loader == null ? ClassLoader.getPlatformClassLoader() : loader))
        .orElse(StaticType.of(variable.type()));
  }

  /** The variables that were read, in the request's order. */
  List<Local> variablesRead() {
    return request.variables().stream()
        .map(variable -> read.get(variable.name()))
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  /** Translates a closure's body, in which those names are variables too. */
  Term inClosure(Map<String, Local> parameters, Supplier<Term> body) {
    closures.push(parameters);
    try {
      return body.get();
    } finally {
      closures.pop();
    }
  }

  /** Whether what is translated runs once per element of something. */
  boolean isInLoop() {
    return !closures.isEmpty();
  }

  /** Names of the variables, for messages. */
  Set<String> variableNames() {
    Set<String> names = new LinkedHashSet<>();
    closures.forEach(closure -> names.addAll(closure.keySet()));
    request.variables().forEach(variable -> names.add(variable.name()));
    return names;
  }

  static Place place(ASTNode node) {
    return Place.of(Math.max(1, node.getLineNumber()), Math.max(1, node.getColumnNumber()));
  }

  /** A problem at a node of the user's text. */
  ProblemException problem(Report report, ASTNode node, String message, String hint) {
    return report.problem(place(node), textOf(node), message, hint);
  }

  /** The user's own characters. */
  String textOf(ASTNode node) {
    List<String> lines = request.expression().lines().toList();
    int line = node.getLineNumber();
    if (line < 1 || line > lines.size() || node.getLastLineNumber() != line) {
      return request.expression();
    }
    String text = lines.get(line - 1);
    int start = Math.min(Math.max(0, node.getColumnNumber() - 1), text.length());
    int end = Math.min(Math.max(start, node.getLastColumnNumber() - 1), text.length());
    return start == end ? request.expression() : text.substring(start, end).strip();
  }
}
