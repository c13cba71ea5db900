package dev.leadline.itests.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Echo;
import com.acme.plugin.FailingActivator;
import com.acme.plugin.HealthActivator;
import com.acme.plugin.NamedActivator;
import com.acme.plugin.NoteActivator;
import dev.leadline.itests.jvm.Cli;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is wrong with a plugin is said once, in the log and by the health check, and disturbs
 * nothing else.
 */
class PluginFaultsIT {

  private static final String SDK =
      ",dev.leadline.sdk.health;version=\"[1,2)\",dev.leadline.sdk.problem;version=\"[1,2)\","
          + "dev.leadline.sdk.metric;version=\"[1,2)\"";

  @TempDir private Path directory;

  private Path plugins;

  @BeforeEach
  void makeDirectory() throws IOException {
    plugins = Files.createDirectory(directory.resolve("plugins"));
    chmod(plugins, "rwxr-xr-x");
  }

  @EveryJdk
  void areSaidOnceAndDisturbNothingElse(Jdk jdk) throws Exception {
    bundle("health", HealthActivator.class, Map.of());
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory).with("plugins.dir", plugins).main(Echo.class).start()) {
      jvm.awaitRunning();
      Path health = jvm.jvmDirectory().resolve("health");
      jvm.await("a report of health", () -> Files.exists(health));
      assertThat(health).isEmptyFile();

      Files.writeString(plugins.resolve("broken.jar"), "this is no jar");
      Distribution.writeJar(plugins.resolve("plain.jar"), Map.of(), NoteActivator.class);
      bundle("missing", NoteActivator.class, Map.of("Require-Bundle", "com.nowhere"));
      bundle("failing", FailingActivator.class, Map.of());
      bundle(
          "next",
          NoteActivator.class,
          Map.of(
              "Import-Package", "org.osgi.framework,dev.leadline.sdk.metric;version=\"[99,100)\""));
      bundle("named-a", NamedActivator.class, Map.of());
      bundle("named-b", NamedActivator.class, Map.of());
      half("half");
      bundle("note", NoteActivator.class, Map.of());

      List<String> expected =
          List.of(
              "PL-001: broken.jar is no jar",
              "PL-001: half.jar is no jar, or half of one",
              "PL-002: plain.jar is a jar, but no OSGi bundle",
              "PL-003: missing.jar lacks osgi.wiring.bundle",
              "PL-004: next.jar is made for dev.leadline.sdk.metric [99.0.0,100.0.0)",
              "PL-005: failing.jar fails when it starts: java.lang.IllegalStateException: no backend",
              "PR-002: the provider named (com.acme.plugin.NamedActivator) gets no metrics");
      jvm.await("all problems", () -> Files.readAllLines(health).size() >= expected.size());
      jvm.await("the good one", () -> Files.exists(jvm.jvmDirectory().resolve("note")));
      List<String> said = Files.readAllLines(health);
      assertThat(said).hasSameSizeAs(expected);
      for (String problem : expected) {
        assertThat(said).filteredOn(line -> line.contains(problem)).as(problem).hasSize(1);
        assertThat(said).allMatch(line -> line.endsWith(")"), "has a hint");
      }
      Cli cli = new Cli(jdk, directory);
      String pid = Long.toString(jvm.pid());
      Cli.Outcome doctor = cli.run("exec", pid, "doctor");
      assertThat(doctor.status()).isEqualTo(1);
      String providers = cli.run("exec", pid, "providers").ok();
      for (String problem : expected) {
        assertThat(doctor.out().lines())
            .filteredOn(line -> line.contains(problem))
            .as("doctor: " + problem)
            .hasSize(1);
        if (problem.startsWith("PL-")) {
          assertThat(providers.lines())
              .filteredOn(line -> line.contains(problem))
              .as("providers: " + problem)
              .hasSize(1);
        }
      }
      assertThat(providers)
          .containsPattern("named +ACTIVE ")
          .containsPattern("named +IGNORED ")
          .contains("a provider of the same name came first");

      // Once more, now that all has been said.
      bundle("late", NoteActivator.class, Map.of());
      jvm.awaitLog("plugin late.jar runs");
      assertThat(jvm.log().stream().filter(line -> line.contains(" PL-0"))).hasSize(6);
      assertThat(jvm.log().stream().filter(line -> line.contains("the provider named (")))
          .hasSize(1);

      for (String name : List.of("broken", "plain", "missing", "failing", "next", "half")) {
        Files.delete(plugins.resolve(name + ".jar"));
      }
      Files.delete(plugins.resolve("named-a.jar"));
      jvm.await("a clean bill", () -> Files.readAllLines(health).isEmpty());
      jvm.endInput();
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.out()).containsExactly("ready");
      assertThat(jvm.err()).isEmpty();
    }
  }

  @EveryJdk
  void takesNothingFromWhereOthersCanWrite(Jdk jdk) throws Exception {
    chmod(plugins, "rwxrwxrwx");
    Path tracepoints = Files.createDirectory(directory.resolve("tracepoints"));
    chmod(tracepoints, "rwxrwxrwx");
    bundle("note", NoteActivator.class, Map.of());
    Files.writeString(
        tracepoints.resolve("a.json"),
        "{\"ID\": \"a\", \"path\": \"A.java\", \"lineNumber\": 1, \"metrics\": [{\"name\":"
            + " \"m\"}]}");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory)
            .with("plugins.dir", plugins)
            .with("tracepoints.dir", tracepoints)
            .main(Echo.class)
            .start()) {
      jvm.awaitRunning();
      // Each directory is looked at on a thread of its own.
      jvm.awaitLog("PL-009");
      jvm.awaitLog("TP-072");
      jvm.await("a line for each", () -> jvm.err().size() >= 2);
      assertThat(jvm.jvmDirectory().resolve("note")).doesNotExist();
      assertThat(jvm.err())
          .containsExactlyInAnyOrder(
              "leadline: " + refusal(plugins), "leadline: " + refusal(tracepoints));
      assertThat(jvm.log()).filteredOn(line -> line.contains("PL-009")).hasSize(1);
      assertThat(jvm.log()).filteredOn(line -> line.contains("TP-072")).hasSize(1);

      chmod(plugins, "rwxr-xr-x");
      chmod(tracepoints, "rwxr-xr-x");
      jvm.awaitLog("plugin note.jar runs");
      jvm.awaitLog("a.json: tracepoints declared: 1");
      assertThat(jvm.err()).hasSize(2);
    }
  }

  @EveryJdk
  void takesItWhenItIsAllowed(Jdk jdk) throws Exception {
    chmod(plugins, "rwxrwxrwx");
    bundle("note", NoteActivator.class, Map.of());
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory)
            .with("plugins.dir", plugins)
            .with("directories.shared", "allow")
            .main(Echo.class)
            .start()) {
      jvm.awaitRunning();
      assertThat(jvm.jvmDirectory().resolve("note")).exists();
      assertThat(jvm.err()).isEmpty();
    }
  }

  private static String refusal(Path path) {
    return path
        + " is not used: everybody can write to "
        + path
        + " (rwxrwxrwx): chmod go-w it; or set directories.shared=allow";
  }

  private void bundle(String name, Class<?> activator, Map<String, String> more)
      throws IOException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Bundle-ManifestVersion", "2");
    headers.put("Bundle-SymbolicName", "com.acme." + name);
    headers.put("Bundle-Version", "1.0.0");
    headers.put("Bundle-Activator", activator.getName());
    headers.put("Import-Package", "org.osgi.framework" + SDK);
    headers.putAll(more);
    Path part = Distribution.writeJar(directory.resolve(name + ".part"), headers, activator);
    Files.move(part, plugins.resolve(name + ".jar"));
  }

  private void half(String name) throws IOException {
    bundle(name, NoteActivator.class, Map.of());
    Path file = plugins.resolve(name + ".jar");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }

  private static void chmod(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
