package dev.leadline.core.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.instrumentation.classfile.ClassFileSummary;
import dev.leadline.core.instrumentation.classfile.LineMapping;
import dev.leadline.core.instrumentation.classfile.SourceFileMatch;
import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.Stage;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Classes with probes, loaded and verified by this JVM. */
final class ProbedClasses extends ClassLoader {

  private final Map<String, byte[]> classes = new HashMap<>();
  private final List<PlannedProbe> probes = new ArrayList<>();
  private final List<Miss> misses = new ArrayList<>();

  private ProbedClasses(ClassLoader parent) {
    super(parent);
  }

  /** A tracepoint of a fixture: id, location, identifiers. */
  record Wanted(String id, Location location, Set<String> identifiers) {}

  static Wanted line(String file, int line, Stage stage, String... identifiers) {
    return new Wanted(
        stage.text() + ":" + line,
        new Location(file, line, Optional.empty(), stage, Optional.empty(), Optional.empty()),
        Set.of(identifiers));
  }

  static Wanted method(String file, String method, Stage stage, String... identifiers) {
    return new Wanted(
        stage.text() + ":" + method,
        new Location(
            file, Location.NO_LINE, Optional.of(method), stage, Optional.empty(), Optional.empty()),
        Set.of(identifiers));
  }

  static ProbedClasses load(
      Map<String, byte[]> originals, List<Wanted> wanted, SiteNumbers numbers) {
    return load(originals, wanted, numbers, ProbedClasses.class.getClassLoader());
  }

  static ProbedClasses load(
      Map<String, byte[]> originals, List<Wanted> wanted, SiteNumbers numbers, ClassLoader parent) {
    ProbedClasses loader = new ProbedClasses(parent);
    ProbeTransformer transformer = new ProbeTransformer();
    originals.forEach(
        (name, bytes) -> {
          ClassFileSummary summary = ClassFileSummary.read(bytes).orElseThrow();
          List<ProbeRequest> requests = new ArrayList<>();
          for (Wanted each : wanted) {
            Optional<LineMapping> mapping = SourceFileMatch.of(each.location()).match(summary);
            mapping.ifPresent(
                lines ->
                    requests.add(
                        new ProbeRequest(each.id(), each.location(), lines, each.identifiers())));
          }
          TransformResult result =
              transformer.transform(bytes, requests, numbers, MethodParameterNames.COMPLETE);
          byte[] loaded = bytes;
          if (result instanceof TransformResult.Transformed transformed) {
            loaded = transformed.classFile();
            loader.probes.addAll(transformed.probes());
            loader.misses.addAll(transformed.misses());
          } else if (result instanceof TransformResult.Untouched untouched) {
            loader.misses.addAll(untouched.misses());
          } else {
            throw new AssertionError(name + ": " + result);
          }
          loader.classes.put(name, loaded);
        });
    return loader;
  }

  List<PlannedProbe> probes() {
    return probes;
  }

  List<PlannedProbe> probes(Wanted wanted) {
    return probes.stream()
        .filter(probe -> probe.request().tracepoint().equals(wanted.id()))
        .toList();
  }

  List<Miss> misses() {
    return misses;
  }

  byte[] classFile(String name) {
    return classes.get(name);
  }

  /** Hits of one tracepoint, over all its probes. */
  List<ProbeRecorder.Hit> hits(ProbeRecorder recorder, Wanted wanted) {
    Set<Integer> sites = Set.copyOf(probes(wanted).stream().map(PlannedProbe::site).toList());
    return recorder.hits().stream().filter(hit -> sites.contains(hit.site())).toList();
  }

  /** Loads and verifies every class. */
  ProbedClasses verify() throws ClassNotFoundException {
    for (String name : classes.keySet()) {
      assertThat(Class.forName(name, false, this).getDeclaredMethods()).isNotNull();
    }
    for (String name : classes.keySet()) {
      Class.forName(name, false, this).getDeclaredConstructors();
    }
    return this;
  }

  /** Calls a static method without parameters; what it throws is thrown. */
  Object run(String className, String method) throws Throwable {
    try {
      var target = Class.forName(className, true, this).getDeclaredMethod(method);
      target.setAccessible(true);
      return target.invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
    }
  }
}
