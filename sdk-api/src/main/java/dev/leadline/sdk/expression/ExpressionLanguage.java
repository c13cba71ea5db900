package dev.leadline.sdk.expression;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Compiles expressions. Register it as an OSGi service under this interface.
 *
 * <p>Example: a language whose only expressions are variable names.
 *
 * <pre>{@code
 * @Component
 * public final class NameLanguage implements ExpressionLanguage {
 *   @Override public String name() { return "name"; }
 *   @Override public Set<String> identifiers(String expression) { return Set.of(expression.trim()); }
 *   @Override public Compilation compile(ExpressionRequest request) {
 *     return request.variable(request.expression().trim())
 *         .<Compilation>map(v -> new Compilation.Compiled(MethodHandles.identity(v.type()), List.of(v.name()), false))
 *         .orElseGet(() -> new Compilation.Failed(List.of(Problem.error("NL-001", "no such variable", ""))));
 *   }
 * }
 * }</pre>
 */
@ConsumerType
public interface ExpressionLanguage {

  /** Name by which tracepoints choose it, such as {@code groovy}; distinct among languages. */
  String name();

  /**
   * Every identifier that the text may read as a variable: a superset, found by lexing alone. Must
   * be quick (an application's thread may wait for it while a class loads), must load no
   * application class, and must not throw, whatever the text.
   */
  Set<String> identifiers(String expression);

  /**
   * Gets ready for a first compilation, when that takes long: called once, when the first
   * tracepoint in this language is declared, whose class may not be loaded yet. Runs where
   * compilations run, before them. Does nothing by default.
   */
  default void prepare() {}

  /**
   * Compiles one expression. On a set-up thread of the language's own, one call at a time; may take
   * seconds. What takes more than ten is not waited for, and taken when it is there. Expected
   * failures are the result's {@link Compilation.Failed}; what is thrown is reported as a fault of
   * the language. The result must not keep the request's classes alive except through the returned
   * handle.
   */
  Compilation compile(ExpressionRequest request);
}
