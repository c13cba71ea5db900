package dev.leadline.core.linking;

import static java.util.Objects.requireNonNull;

import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.expression.MemberAccess;
import dev.leadline.sdk.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compiles single expressions at a code point, for people who try them; nothing is kept. Confined
 * to Leadline's thread, as all compilation is; may take a second.
 */
public final class ExpressionCheck {

  private final ExpressionLanguages languages;
  private final MemberAccess access;

  public ExpressionCheck(ExpressionLanguages languages, MemberAccess access) {
    this.languages = languages;
    this.access = access;
  }

  /**
   * What came of it.
   *
   * @param type static type of the value; empty when it does not compile
   * @param problems why it does not
   */
  public record Result(Optional<Class<?>> type, List<Problem> problems) {
    public Result {
      requireNonNull(type, "type");
      problems = List.copyOf(problems);
    }
  }

  /**
   * Compiles one.
   *
   * @param where what problems call the expression
   */
  public Result check(
      Class<?> host,
      ProbePoint point,
      String where,
      String text,
      ExpressionRole role,
      String language) {
    List<Problem> problems = new ArrayList<>();
    ScopedCompiler compiler =
        new ScopedCompiler(languages, access, "", point, ProbeScope.of(host, point), problems);
    ScopedCompiler.Asked asked = compiler.ask(text, language, role, where);
    languages.await();
    Optional<ExpressionCall> call = compiler.take(asked);
    return new Result(call.map(ExpressionCall::resultType), problems);
  }
}
