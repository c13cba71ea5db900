package dev.leadline.core.linking;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.expression.MemberAccess;
import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.problem.Severity;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiles expressions for one code point: asks for each, and takes the answers when all that was
 * asked has been waited for. Confined to Leadline's thread.
 */
final class ScopedCompiler {

  private final ExpressionLanguages languages;
  private final MemberAccess access;
  private final String document;
  private final ProbePoint point;
  private final ProbeScope scope;
  private final List<Problem> problems;
  private boolean isWaiting;

  /**
   * @param document what problems call the tracepoint; may be empty
   * @param problems gets what is found
   */
  ScopedCompiler(
      ExpressionLanguages languages,
      MemberAccess access,
      String document,
      ProbePoint point,
      ProbeScope scope,
      List<Problem> problems) {
    this.languages = languages;
    this.access = access;
    this.document = document;
    this.point = point;
    this.scope = scope;
    this.problems = problems;
  }

  /** Whether a language owes an answer: what was compiled is not the last word then. */
  boolean isWaiting() {
    return isWaiting;
  }

  /**
   * An expression that a language was asked for.
   *
   * @param where what problems call it
   * @param attempt empty when there is no such language
   */
  record Asked(
      String text,
      String language,
      ExpressionRole role,
      String where,
      Optional<LanguageHandle.Attempt> attempt) {}

  /** Asks the language; {@link ExpressionLanguages#await} waits for what was asked. */
  Asked ask(String text, String language, ExpressionRole role, String where) {
    return new Asked(
        text,
        language,
        role,
        where,
        languages
            .get(language)
            .map(
                handle ->
                    handle.begin(
                        new ExpressionRequest(
                            text, role, scope.host(), scope.variables(), access))));
  }

  /** What came of it; empty when it does not compile, and the problems say why. */
  Optional<ExpressionCall> take(Asked asked) {
    if (asked.attempt().isEmpty()) {
      problems.add(
          Problem.error(
              "LK-001", "the language " + asked.language() + " is absent", "add its bundle"));
      return Optional.empty();
    }
    LanguageHandle.Answer answer = asked.attempt().get().answer();
    if (answer instanceof LanguageHandle.Answer.Answered answered) {
      return taken(
          answered.compilation(), asked.language(), asked.text(), asked.role(), asked.where());
    }
    if (answer instanceof LanguageHandle.Answer.Thrown thrown) {
      fault(asked.language(), asked.text(), thrown.failure().toString());
    } else if (answer instanceof LanguageHandle.Answer.Late late) {
      isWaiting = true;
      problems.add(
          Problem.error(
              "LK-004",
              "the language "
                  + asked.language()
                  + " has no answer yet to \""
                  + asked.text()
                  + "\": "
                  + late.reason(),
              "the rest goes on without it, and it will be live as soon as the answer is there"));
    }
    return Optional.empty();
  }

  private Optional<ExpressionCall> taken(
      @Nullable Compilation compilation,
      String languageName,
      String text,
      ExpressionRole role,
      String where) {
    try {
      if (compilation instanceof Compilation.Compiled compiled) {
        return toCall(compiled, text, role);
      }
      if (compilation instanceof Compilation.Failed failed) {
        failed.problems().forEach(problem -> problems.add(locate(problem, text, where)));
        return Optional.empty();
      }
      fault(languageName, text, "it answered nothing");
    } catch (Throwable failure) {
      // What it has compiled does not fit what it was asked for.
      fault(languageName, text, failure.toString());
    }
    return Optional.empty();
  }

  private void fault(String languageName, String text, String what) {
    problems.add(
        Problem.error(
            "LK-002",
            "the language " + languageName + " failed at \"" + text + "\": " + what,
            "this is a fault of that bundle"));
  }

  /** Positions count in the expression; the user needs to know which one. */
  private Problem locate(Problem problem, String text, String where) {
    Place place = problem.place();
    return new Problem(
        problem.code(),
        // An exit of many: the others may have all that the expression reads.
        point.isExceptional() ? Severity.WARNING : problem.severity(),
        new Place(document, where, place.line(), place.column()),
        problem.value().isEmpty() ? text : problem.value(),
        point.isExceptional()
            ? problem.message() + ", where an exception leaves " + point.signature()
            : problem.message(),
        problem.hint());
  }

  private Optional<ExpressionCall> toCall(
      Compilation.Compiled compiled, String text, ExpressionRole role) {
    MethodHandle handle = compiled.handle();
    List<Integer> parameters = new ArrayList<>();
    for (int i = 0; i < compiled.variables().size(); i++) {
      String name = compiled.variables().get(i);
      Optional<ProbeScope.Slot> slot = scope.slot(name);
      if (slot.isEmpty()) {
        problems.add(
            Problem.error(
                "LK-003",
                "the expression \"" + text + "\" reads " + name + ", which is not passed here",
                "this is a fault of the language's bundle"));
        return Optional.empty();
      }
      parameters.add(slot.get().parameter());
      if (slot.get().conversion().isPresent()) {
        MethodHandle conversion = slot.get().conversion().get();
        handle =
            MethodHandles.filterArguments(
                handle.asType(handle.type().changeParameterType(i, conversion.type().returnType())),
                i,
                conversion);
      }
    }
    for (int i = 0; i < parameters.size(); i++) {
      handle =
          handle.asType(handle.type().changeParameterType(i, scope.siteType(parameters.get(i))));
    }
    if (role == ExpressionRole.CONDITION) {
      handle = handle.asType(handle.type().changeReturnType(boolean.class));
    }
    return Optional.of(new ExpressionCall(handle, parameters, compiled.callsApplicationCode()));
  }
}
