package dev.leadline.sdk.api;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Clazz;
import aQute.bnd.osgi.FileResource;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.osgi.Resource;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The API against the one that plugins have been built for. A package whose API has changed needs a
 * new version in its package-info; CONTRIBUTING.md says how, and when the baseline is renewed.
 */
class ApiBaselineIT {

  private static final String SERIES = "dev/leadline/sdk/metric/Series.java";
  private static final String RECORD = "void record(double value);";

  private static final String CHECK = "dev/leadline/sdk/health/HealthCheck.java";
  private static final String SUBJECT = "String subject();";

  private static final String PROVIDER = "dev/leadline/sdk/metric/MetricProvider.java";
  private static final String OPEN =
      "InstrumentResult open(MetricDefinition definition, ApplicationScope scope);";

  @TempDir private Path directory;

  @Test
  void hasNotChangedWithoutANewVersionOfItsPackage() throws Exception {
    try (Jar jar = new Jar(new File(System.getProperty("api.jar")))) {
      assertThat(changes(jar)).as("see CONTRIBUTING.md, section API").isEmpty();
    }
  }

  /** An old plugin would call what is not there any more. */
  @Test
  void findsAMethodThatWasTakenAway() throws Exception {
    try (Jar jar = changed(SERIES, RECORD, "void observe(double value);")) {
      assertThat(changes(jar))
          .singleElement()
          .asString()
          .startsWith("dev.leadline.sdk.metric has changed (MAJOR): 1.0.0 must become 2.0.0");
    }
  }

  /** An old plugin implements this interface, and has no such method. */
  @Test
  void findsAMethodThatPluginsWouldHaveToImplement() throws Exception {
    try (Jar jar = changed(CHECK, SUBJECT, SUBJECT + " String detail();")) {
      assertThat(changes(jar))
          .singleElement()
          .asString()
          .startsWith("dev.leadline.sdk.health has changed (MAJOR): 1.0.0 must become 2.0.0");
    }
  }

  /** What bnd does not find: see {@link #demands}. */
  @Test
  void asksNothingNewOfPlugins() throws Exception {
    try (Jar jar = new Jar(new File(System.getProperty("api.jar")))) {
      assertThat(newDemands(jar))
          .as("an abstract method that no plugin has; think of a default one")
          .isEmpty();
    }
  }

  @Test
  void findsAMethodThatPluginsWouldHaveToImplementBelowADefaultOne() throws Exception {
    try (Jar jar = changed(PROVIDER, OPEN, OPEN + " int priority();")) {
      assertThat(changes(jar))
          .as("a major change, and if bnd says so one day, this test and #demands can go")
          .singleElement()
          .asString()
          .startsWith("dev.leadline.sdk.metric has changed (MINOR)");
      assertThat(newDemands(jar))
          .containsExactly("dev.leadline.sdk.metric.MetricProvider.priority() int");
    }
  }

  /** An old plugin goes on; a new one needs at least this. */
  @Test
  void findsAnAddition() throws Exception {
    try (Jar jar = changed(SERIES, RECORD, RECORD + " default void recordTwice(double value) {}")) {
      assertThat(changes(jar))
          .singleElement()
          .asString()
          .startsWith("dev.leadline.sdk.metric has changed (MINOR): 1.0.0 must become 1.1.0");
    }
  }

  private static Set<String> newDemands(Jar newer) throws Exception {
    try (Jar older = new Jar(new File(System.getProperty("api.baseline")))) {
      Set<String> demands = demands(newer, consumerTypes(older));
      demands.removeAll(demands(older, consumerTypes(older)));
      return demands;
    }
  }

  /** Interfaces that plugins implement. */
  private static Set<String> consumerTypes(Jar jar) throws Exception {
    Set<String> paths = new TreeSet<>();
    for (Map.Entry<String, Resource> entry : jar.getResources().entrySet()) {
      if (entry.getKey().endsWith(".class")) {
        Clazz type = parsed(entry.getKey(), entry.getValue());
        if (type.isInterface()
            && type.annotations().stream()
                .anyMatch(name -> name.getFQN().equals(ConsumerType.class.getName()))) {
          paths.add(entry.getKey());
        }
      }
    }
    assertThat(paths).contains(PROVIDER.replace(".java", ".class"));
    return paths;
  }

  /**
   * The methods of these interfaces that an implementation must have. bnd's differ takes an
   * abstract method for a minor addition as soon as the interface has a default one before it.
   */
  private static Set<String> demands(Jar jar, Set<String> interfaces) throws Exception {
    Set<String> demands = new TreeSet<>();
    for (String path : interfaces) {
      Resource resource = jar.getResource(path);
      if (resource != null) {
        Clazz type = parsed(path, resource);
        type.methods()
            .filter(Clazz.MethodDef::isAbstract)
            .forEach(method -> demands.add(text(type, method)));
      }
    }
    return demands;
  }

  private static String text(Clazz type, Clazz.MethodDef method) {
    return type.getFQN()
        + "."
        + method.getName()
        + Arrays.stream(method.getPrototype())
            .map(Object::toString)
            .collect(Collectors.joining(",", "(", ")"))
        + " "
        + method.getType();
  }

  private static Clazz parsed(String path, Resource resource) throws Exception {
    try (Analyzer analyzer = new Analyzer()) {
      Clazz type = new Clazz(analyzer, path, resource);
      type.parseClassFile();
      return type;
    }
  }

  private Jar changed(String file, String text, String replacement) throws Exception {
    Path classes = ApiSources.compileChanged(directory, file, text, replacement);
    Jar jar = new Jar(new File(System.getProperty("api.baseline")));
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path type : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String name = classes.relativize(type).toString().replace(File.separatorChar, '/');
        if (name.equals(file.replace(".java", ".class"))) {
          jar.putResource(name, new FileResource(type.toFile()));
        }
      }
    }
    return jar;
  }

  /** What needs another version, in a line each. */
  private static List<String> changes(Jar newer) throws Exception {
    List<String> changes = new ArrayList<>();
    try (Jar older = new Jar(new File(System.getProperty("api.baseline")));
        Processor reporter = new Processor()) {
      for (Baseline.Info info :
          new Baseline(reporter, new DiffPluginImpl()).baseline(newer, older, null)) {
        if (info.mismatch) {
          changes.add(
              info.packageName
                  + " has changed ("
                  + info.packageDiff.getDelta()
                  + "): "
                  + info.newerVersion
                  + " must become "
                  + info.suggestedVersion
                  + differences(info.packageDiff));
        }
      }
    }
    return changes;
  }

  private static String differences(Diff diff) {
    StringBuilder text = new StringBuilder();
    for (Diff child : diff.getChildren()) {
      if (child.getDelta() != Delta.UNCHANGED && child.getDelta() != Delta.IGNORED) {
        text.append("\n  ").append(child.getDelta()).append(' ').append(child.getName());
        text.append(differences(child).replace("\n", "\n  "));
      }
    }
    return text.toString();
  }
}
