package dev.leadline.core.linking;

import dev.leadline.core.linking.CompiledProbe.CompiledMetric;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.core.tracepoint.LiveTracepoint.LiveMetric;
import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.expression.MemberAccess;
import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.problem.Severity;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the expressions of a probe against its class. Confined to Leadline's thread; may take a
 * second.
 */
final class ProbeCompiler {

  private final ExpressionLanguages languages;
  private final MemberAccess access;

  ProbeCompiler(ExpressionLanguages languages, MemberAccess access) {
    this.languages = languages;
    this.access = access;
  }

  CompiledProbe compile(Probe probe) {
    return new Run(probe).compile();
  }

  /** One compilation. */
  private final class Run {

    private final LiveTracepoint tracepoint;
    private final ProbePoint point;
    private final ProbeScope scope;
    private final List<Problem> problems = new ArrayList<>();
    private boolean isWaiting;

    Run(Probe probe) {
      this.tracepoint = probe.tracepoint();
      this.point = probe.point();
      this.scope = ProbeScope.of(probe);
    }

    CompiledProbe compile() {
      Optional<String> text = tracepoint.tracepoint().controls().condition();
      Optional<ExpressionCall> condition =
          text.flatMap(
              source ->
                  compile(
                      source,
                      tracepoint.tracepoint().language(),
                      ExpressionRole.CONDITION,
                      "/args/condition"));
      if (text.isPresent() && condition.isEmpty()) {
        return new CompiledProbe(Optional.empty(), List.of(), problems, false, isWaiting);
      }
      List<CompiledMetric> metrics = new ArrayList<>();
      for (LiveMetric metric : tracepoint.metrics()) {
        compile(metric).ifPresent(metrics::add);
      }
      return new CompiledProbe(condition, metrics, problems, !metrics.isEmpty(), isWaiting);
    }

    private Optional<CompiledMetric> compile(LiveMetric metric) {
      int before = problems.size();
      String language = tracepoint.tracepoint().languageOf(metric.declaration());
      String pointer = "metric " + metric.declaration().name();
      Optional<ExpressionCall> value =
          metric
              .declaration()
              .expression()
              .flatMap(text -> compile(text, language, ExpressionRole.VALUE, pointer));
      Map<String, ExpressionCall> labels = new HashMap<>();
      for (LabelDeclaration label : metric.declaration().labels()) {
        if (label.source() instanceof LabelDeclaration.Expression expression) {
          compile(
                  expression.text(),
                  language,
                  ExpressionRole.LABEL,
                  pointer + ", label " + label.key())
              .ifPresent(call -> labels.put(label.key(), call));
        }
      }
      return problems.size() > before
          ? Optional.empty()
          : Optional.of(new CompiledMetric(metric, value, labels));
    }

    private Optional<ExpressionCall> compile(
        String text, String languageName, ExpressionRole role, String where) {
      Optional<LanguageHandle> language = languages.get(languageName);
      if (language.isEmpty()) {
        problems.add(
            Problem.error(
                "LK-001", "the language " + languageName + " is absent", "add its bundle"));
        return Optional.empty();
      }
      LanguageHandle.Answer answer =
          language
              .get()
              .compile(new ExpressionRequest(text, role, scope.host(), scope.variables(), access));
      if (answer instanceof LanguageHandle.Answer.Answered answered) {
        return taken(answered.compilation(), languageName, text, role, where);
      }
      if (answer instanceof LanguageHandle.Answer.Thrown thrown) {
        fault(languageName, text, thrown.failure().toString());
      } else if (answer instanceof LanguageHandle.Answer.Late late) {
        isWaiting = true;
        problems.add(
            Problem.error(
                "LK-004",
                "the language "
                    + languageName
                    + " has no answer yet to \""
                    + text
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
          new Place(tracepoint.id(), where, place.line(), place.column()),
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
                  handle.asType(
                      handle.type().changeParameterType(i, conversion.type().returnType())),
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
}
