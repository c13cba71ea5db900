package dev.leadline.core.installation;

import dev.leadline.core.installation.WantedTracepoints.Wanted;
import dev.leadline.core.instrumentation.MethodParameterNames;
import dev.leadline.core.instrumentation.Miss;
import dev.leadline.core.instrumentation.PlannedProbe;
import dev.leadline.core.instrumentation.ProbeRequest;
import dev.leadline.core.instrumentation.ProbeTransformer;
import dev.leadline.core.instrumentation.TransformResult;
import dev.leadline.core.linking.SiteTable;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites one class file for the tracepoints that belong into it, and registers its call sites
 * before the class can run. On the thread that loads the class.
 */
final class ClassRewriter {

  private final ProbeTransformer transformer;
  private final SiteTable sites;
  private final ClassSiteNumbers numbers = new ClassSiteNumbers();
  private final AtomicLong versions = new AtomicLong();

  ClassRewriter(ProbeTransformer transformer, SiteTable sites) {
    this.transformer = transformer;
    this.sites = sites;
  }

  /**
   * What was done.
   *
   * @param classFile the new bytes; null when the class stays as it is
   * @param version later ones are greater
   * @param probes the call sites in it
   */
  @SuppressWarnings("ArrayRecordComponent") // handed to the JVM at once
  record Rewriting(byte @Nullable [] classFile, long version, List<SiteTable.Site> probes) {}

  Rewriting rewrite(
      byte[] classFile, String className, @Nullable Class<?> type, List<Wanted> wanted) {
    Map<ProbeRequest, LiveTracepoint> requests = new HashMap<>();
    List<ProbeRequest> ordered = new ArrayList<>();
    for (Wanted each : wanted) {
      LiveTracepoint tracepoint = each.tracepoint();
      ProbeRequest request =
          new ProbeRequest(
              tracepoint.id(),
              tracepoint.tracepoint().location(),
              each.mapping(),
              tracepoint.identifiers());
      requests.put(request, tracepoint);
      ordered.add(request);
    }
    TransformResult result =
        transformer.transform(classFile, ordered, numbers.of(type), ReflectedParameters.of(type));
    if (result instanceof TransformResult.Transformed transformed) {
      report(transformed.misses(), className, requests);
      return new Rewriting(
          transformed.classFile(),
          versions.incrementAndGet(),
          register(transformed.probes(), className, requests));
    }
    if (result instanceof TransformResult.Untouched untouched) {
      report(untouched.misses(), className, requests);
    } else if (result instanceof TransformResult.Refused refused) {
      requests
          .values()
          .forEach(
              tracepoint -> tracepoint.findings().refused(className, refused.refusal().reason()));
    }
    return new Rewriting(restore(classFile, type), versions.incrementAndGet(), List.of());
  }

  /**
   * Whether the JVM would corrupt the class if it were retransformed; tells the tracepoints that
   * mean it.
   */
  boolean refuses(byte[] classFile, String className, List<Wanted> wanted) {
    if (!transformer.isInDanger(classFile)) {
      return false;
    }
    // Places nothing, and finds out whose line is in this class at all.
    Rewriting untouched = rewrite(classFile, className, null, wanted);
    return untouched.classFile() == null;
  }

  /** Puts probes into a class file for nothing, so that all classes that takes are loaded. */
  void warmUp(byte[] classFile) {
    List<ProbeRequest> requests = new ArrayList<>();
    for (Stage stage : List.of(Stage.METHOD_START, Stage.METHOD_END)) {
      requests.add(
          ProbeRequest.of(
              stage.text(),
              new Location(
                  "x.java",
                  Location.NO_LINE,
                  Optional.of("transform"),
                  stage,
                  Optional.empty(),
                  Optional.empty()),
              Set.of("classFile", "className")));
    }
    transformer.transform(classFile, requests, place -> 0, MethodParameterNames.COMPLETE);
    ReflectedParameters.of(ClassRewriter.class);
  }

  /** A class without probes; null when it can stay exactly as it is. */
  byte @Nullable [] restore(byte[] classFile, @Nullable Class<?> type) {
    MethodParameterNames names = ReflectedParameters.of(type);
    return names == MethodParameterNames.COMPLETE
        ? null
        : transformer.restore(classFile, names).orElse(null);
  }

  private List<SiteTable.Site> register(
      List<PlannedProbe> planned, String className, Map<ProbeRequest, LiveTracepoint> requests) {
    List<SiteTable.Site> registered = new ArrayList<>();
    Map<List<Object>, Integer> ordinals = new HashMap<>();
    for (PlannedProbe probe : planned) {
      LiveTracepoint tracepoint = requests.get(probe.request());
      if (tracepoint == null) {
        throw new IllegalStateException("a probe that nobody asked for: " + probe);
      }
      tellOfMissingNames(probe, className, tracepoint);
      List<Object> method = List.of(tracepoint.id(), probe.method(), probe.descriptor());
      int ordinal = ordinals.merge(method, 1, Integer::sum) - 1;
      SiteTable.Site site =
          new SiteTable.Site(probe.site(), tracepoint, ProbePoints.of(probe, ordinal));
      sites.put(site);
      registered.add(site);
    }
    return registered;
  }

  /** Whoever writes the names of the source has to know why they are not there. */
  private static void tellOfMissingNames(
      PlannedProbe probe, String className, LiveTracepoint tracepoint) {
    boolean isWithoutNames =
        !probe.namesKnown()
            && probe.inScope().stream().anyMatch(variable -> variable.name().equals("param0"));
    if (isWithoutNames) {
      tracepoint.report(
          Problem.warning(
              "LK-005",
              className
                  + " was compiled without the names of its variables: parameters are param0,"
                  + " param1 and so on, other local variables cannot be read",
              "compile it with -g, or use these names"));
    }
  }

  private static void report(
      List<Miss> misses, String className, Map<ProbeRequest, LiveTracepoint> requests) {
    for (Miss miss : misses) {
      LiveTracepoint tracepoint = requests.get(miss.request());
      if (tracepoint == null) {
        continue;
      }
      if (miss instanceof Miss.NoCode noCode) {
        tracepoint
            .findings()
            .missed(className, tracepoint.tracepoint().location().line(), noCode.nearestLines());
      } else if (miss instanceof Miss.Refused refused) {
        tracepoint
            .findings()
            .refused(className + "." + refused.method(), refused.refusal().reason());
      }
    }
  }
}
