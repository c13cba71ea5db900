package dev.leadline.core.inspection;

import dev.leadline.core.application.LoaderName;
import dev.leadline.core.inspection.ClassSearch.Found;
import dev.leadline.core.installation.ClassFiles;
import dev.leadline.core.installation.ClassFilter;
import dev.leadline.core.installation.LeadlineThread;
import dev.leadline.core.installation.ProbePoints;
import dev.leadline.core.instrumentation.CodePoints;
import dev.leadline.core.instrumentation.Miss;
import dev.leadline.core.instrumentation.PlannedProbe;
import dev.leadline.core.instrumentation.ProbeVariable;
import dev.leadline.core.instrumentation.TransformResult;
import dev.leadline.core.instrumentation.TypeText;
import dev.leadline.core.linking.ExpressionCheck;
import dev.leadline.core.linking.ExpressionLanguages;
import dev.leadline.core.linking.LanguageHandle;
import dev.leadline.core.linking.ProbePoint;
import dev.leadline.core.registry.LiveTracepointRegistry;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.code.CodeCheck;
import dev.leadline.sdk.code.CodeInspector;
import dev.leadline.sdk.code.CodeLine;
import dev.leadline.sdk.code.CodeListing;
import dev.leadline.sdk.code.Evaluation;
import dev.leadline.sdk.code.InspectedExpression;
import dev.leadline.sdk.code.ScopeVariable;
import dev.leadline.sdk.code.SourceFile;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Location;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The inspector of a core. Any thread but the application's and Leadline's. */
public final class CoreInspector implements CodeInspector {

  /** The first expression of a JVM takes some seconds to compile on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ClassSearch search;
  private final ExpressionCheck expressions;
  private final ExpressionLanguages languages;
  private final LiveTracepointRegistry registry;
  private final LeadlineThread thread;

  public CoreInspector(
      Instrumentation instrumentation,
      ClassFilter filter,
      ClassFiles files,
      ExpressionCheck expressions,
      ExpressionLanguages languages,
      LiveTracepointRegistry registry,
      LeadlineThread thread) {
    this.search = new ClassSearch(instrumentation, filter, files);
    this.expressions = expressions;
    this.languages = languages;
    this.registry = registry;
    this.thread = thread;
  }

  @Override
  public List<SourceFile> find(String pattern, int most) {
    return search.find(pattern, most);
  }

  @Override
  public CodeListing lines(String path, int from, int to) {
    int first = Math.max(1, from);
    Location file = Location.ofLine(path, first);
    List<Found> classes = search.classesAt(file);
    Set<CodeLine> lines =
        new TreeSet<>(
            Comparator.comparingInt(CodeLine::line)
                .thenComparing(CodeLine::className)
                .thenComparing(CodeLine::method));
    SortedMap<String, List<ScopeVariable>> fields = new TreeMap<>();
    Set<Problem> problems = new LinkedHashSet<>();
    for (Found found : classes) {
      TransformResult result =
          CodePoints.ofLines(found.bytes(), path, found.mapping(), first, Math.max(first, to));
      String name = found.type().getName();
      fields.put(name, variables(CodePoints.fields(found.bytes())));
      if (result instanceof TransformResult.Transformed transformed) {
        transformed.probes().forEach(probe -> lines.add(line(name, probe)));
      } else if (result instanceof TransformResult.Refused refused) {
        problems.add(InspectionProblems.refused(name, refused.refusal().reason()));
      }
    }
    if (classes.isEmpty()) {
      problems.add(nothingOf(path));
    }
    return new CodeListing(List.copyOf(lines), fields, List.copyOf(problems));
  }

  /** Why there is no class of a file that could be looked at. */
  private Problem nothingOf(String path) {
    return search
        .refusal(path)
        .map(reason -> InspectionProblems.refused(path, reason))
        .orElseGet(() -> InspectionProblems.notLoaded(path, search.similar(path)));
  }

  private static List<ScopeVariable> variables(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> new ScopeVariable(field.getKey(), field.getValue()))
        .toList();
  }

  private static CodeLine line(String className, PlannedProbe probe) {
    return new CodeLine(
        probe.request().location().line(),
        className,
        ProbePoint.signature(probe.method(), probe.descriptor()),
        probe.inScope().stream().map(CoreInspector::variable).toList(),
        probe.namesKnown());
  }

  private static ScopeVariable variable(ProbeVariable variable) {
    return new ScopeVariable(
        variable.name(), TypeText.of(variable.descriptor(), variable.signature().orElse(null)));
  }

  @Override
  public CodeCheck check(Location location, List<InspectedExpression> asked)
      throws InterruptedException {
    List<Found> classes = search.classesAt(location);
    if (classes.isEmpty()) {
      return new CodeCheck(List.of(), List.of(nothingOf(location.path())));
    }
    Set<String> identifiers = identifiers(asked);
    List<CodeCheck.Point> points = new ArrayList<>();
    List<Problem> refusals = new ArrayList<>();
    Set<Integer> nearest = new TreeSet<>();
    for (Found found : classes) {
      TransformResult result = CodePoints.of(found.bytes(), location, found.mapping(), identifiers);
      String name = found.type().getName();
      if (result instanceof TransformResult.Transformed transformed) {
        points.addAll(
            thread
                .ask(() -> points(found.type(), transformed.probes(), asked), PATIENCE)
                .orElseThrow(() -> new IllegalStateException("Leadline's thread is busy")));
        collect(transformed.misses(), name, nearest, refusals);
      } else if (result instanceof TransformResult.Untouched untouched) {
        collect(untouched.misses(), name, nearest, refusals);
      } else if (result instanceof TransformResult.Refused refused) {
        refusals.add(InspectionProblems.refused(name, refused.refusal().reason()));
      }
    }
    if (points.isEmpty() && refusals.isEmpty()) {
      return new CodeCheck(
          List.of(),
          List.of(InspectionProblems.noCode(location, List.copyOf(nearest), methods(classes))));
    }
    return new CodeCheck(points, points.isEmpty() ? refusals : List.of());
  }

  private static void collect(
      List<Miss> misses, String className, Set<Integer> nearest, List<Problem> refusals) {
    for (Miss miss : misses) {
      if (miss instanceof Miss.NoCode noCode) {
        nearest.addAll(noCode.nearestLines());
      } else if (miss instanceof Miss.Refused refused) {
        refusals.add(
            InspectionProblems.refused(
                className + "." + refused.method(), refused.refusal().reason()));
      }
    }
  }

  private static List<String> methods(List<Found> classes) {
    return classes.stream()
        .flatMap(found -> CodePoints.methods(found.bytes()).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private Set<String> identifiers(List<InspectedExpression> asked) {
    Set<String> identifiers = new HashSet<>();
    for (InspectedExpression expression : asked) {
      languages
          .get(expression.language())
          .ifPresent(language -> identifiers.addAll(identifiers(language, expression.text())));
    }
    return identifiers;
  }

  private static Set<String> identifiers(LanguageHandle language, String text) {
    try {
      return language.identifiers(text);
    } catch (RuntimeException | LinkageError broken) {
      // Against its contract. The expression then sees no variable, and says so.
      return Set.of();
    }
  }

  /** On Leadline's thread. Several sites of one method are one place, as statuses count them. */
  private List<CodeCheck.Point> points(
      Class<?> host, List<PlannedProbe> probes, List<InspectedExpression> asked) {
    List<CodeCheck.Point> points = new ArrayList<>();
    Set<List<Object>> known = new HashSet<>();
    for (PlannedProbe probe : probes) {
      ProbePoint point = ProbePoints.of(probe, 0);
      List<CodeCheck.Result> results = new ArrayList<>();
      for (InspectedExpression expression : asked) {
        ExpressionCheck.Result result =
            expressions.check(
                host,
                point,
                expression.where(),
                expression.text(),
                expression.role(),
                expression.language());
        results.add(
            new CodeCheck.Result(
                expression,
                result.type().map(type -> typeText(expression, type, probe)),
                result.problems()));
      }
      if (known.add(List.of(probe.method(), probe.descriptor(), results))) {
        points.add(
            new CodeCheck.Point(
                host.getName(),
                LoaderName.of(host.getClassLoader()),
                point.signature(),
                point.line(),
                results));
      }
    }
    return points;
  }

  /** What compiles to Object, since a site passes it so, may be a variable of a known type. */
  private static String typeText(
      InspectedExpression expression, Class<?> type, PlannedProbe probe) {
    String name = expression.text().strip();
    return probe.inScope().stream()
        .map(CoreInspector::variable)
        .filter(variable -> variable.name().equals(name))
        .filter(variable -> expression.role() != ExpressionRole.CONDITION)
        .findFirst()
        .map(ScopeVariable::type)
        .orElseGet(() -> TypeText.of(type.descriptorString(), null));
  }

  @Override
  public Evaluation evaluate(Location location, List<InspectedExpression> asked, int hits)
      throws InterruptedException {
    if (hits < 1 || hits > Evaluation.MOST_HITS) {
      throw new IllegalArgumentException("hits are 1 to " + Evaluation.MOST_HITS + ": " + hits);
    }
    RunningEvaluation evaluation = new RunningEvaluation(hits);
    LiveTracepoint tracepoint = TemporaryTracepoint.of(location, asked);
    tracepoint.observeWith(evaluation);
    registry.attach(tracepoint);
    // Not on the application's thread, which may be the one that ends it.
    evaluation.whenOver(() -> thread.execute(() -> registry.detach(tracepoint)));
    registry.await(PATIENCE);
    thread.schedule(evaluation::close, Duration.ofMinutes(Evaluation.MOST_MINUTES));
    return evaluation;
  }
}
