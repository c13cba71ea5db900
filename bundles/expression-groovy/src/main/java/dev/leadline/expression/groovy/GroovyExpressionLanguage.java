package dev.leadline.expression.groovy;

import dev.leadline.expression.groovy.policy.Policy;
import dev.leadline.expression.groovy.syntax.IdentifierScanner;
import dev.leadline.expression.groovy.translate.ExpressionCompiler;
import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.expression.Variable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Groovy as an expression language: Groovy's syntax and, where it matters, Groovy's meaning,
 * compiled to what javac would have made of it.
 *
 * <p>Numbers. Whole numbers compute as in Java (int or long, wrapping). In values and conditions a
 * decimal literal is a double, or exact beside a BigDecimal; the quotient of two whole numbers is a
 * double, and division by zero is an error. In labels and {@code "${..}"} both are Groovy's
 * BigDecimal, because there the text counts. {@code sum} of whole numbers is a long, of nothing 0.
 *
 * <p>No class of Groovy is loaded before {@link #prepare} or the first {@link #compile}. Any thread
 * may call; one compilation does not see another.
 */
public final class GroovyExpressionLanguage implements ExpressionLanguage {

  public static final String NAME = "groovy";

  private static final String SAMPLE =
      "\"${text.length() + 1}\" != 'x' && list?.count { it > 1.5 } == (text ?: 'y').hashCode()";

  private final Policy policy;

  /** Expressions that only read. */
  public GroovyExpressionLanguage() {
    this(Policy.of("read-only", Set.of()));
  }

  private GroovyExpressionLanguage(Policy policy) {
    this.policy = policy;
  }

  /**
   * With the policy of the settings.
   *
   * @param policy {@code read-only} or {@code unrestricted}
   * @param allowed types, packages and methods allowed beyond it, such as {@code com.acme.Prices},
   *     {@code com.acme.*} and {@code com.acme.Prices#of}
   * @throws IllegalArgumentException for another policy
   */
  public static GroovyExpressionLanguage withPolicy(String policy, Collection<String> allowed) {
    return new GroovyExpressionLanguage(Policy.of(policy, allowed));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> identifiers(String expression) {
    return IdentifierScanner.scan(expression);
  }

  /**
   * Compiles a little of everything, about a JDK type: most of a first compilation is the parser's
   * own start.
   */
  @Override
  public void prepare() {
    for (ExpressionRole role : ExpressionRole.values()) {
      Compilation unused =
          compile(
              new ExpressionRequest(
                  SAMPLE,
                  role,
                  Object.class,
                  List.of(
                      new Variable("text", String.class, Optional.empty()),
                      new Variable("list", List.class, Optional.empty())),
                  type -> {
                    throw new IllegalAccessException("the JDK's public types are enough here");
                  }));
    }
  }

  @Override
  public Compilation compile(ExpressionRequest request) {
    return new ExpressionCompiler(policy).compile(request);
  }
}
