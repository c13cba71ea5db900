package dev.leadline.sdk.api;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.FileResource;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API against the one that plugins have been built for. A package whose API has changed needs a
 * new version in its package-info; CONTRIBUTING.md says how, and when the baseline is renewed.
 */
class ApiBaselineIT {

  private static final String SERIES = "dev/leadline/sdk/metric/Series.java";
  private static final String RECORD = "void record(double value);";

  private static final String CHECK = "dev/leadline/sdk/health/HealthCheck.java";
  private static final String SUBJECT = "String subject();";

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

  /**
   * An old plugin implements this interface, and has no such method. (Where an interface has a
   * default method above the new one, bnd finds the change too, and takes it for a minor one.)
   */
  @Test
  void findsAMethodThatPluginsWouldHaveToImplement() throws Exception {
    try (Jar jar = changed(CHECK, SUBJECT, SUBJECT + " String detail();")) {
      assertThat(changes(jar))
          .singleElement()
          .asString()
          .startsWith("dev.leadline.sdk.health has changed (MAJOR): 1.0.0 must become 2.0.0");
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
