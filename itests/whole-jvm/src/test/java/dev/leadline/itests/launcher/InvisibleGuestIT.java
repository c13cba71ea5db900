package dev.leadline.itests.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.Echo;
import com.acme.Hello;
import com.acme.Linger;
import com.acme.LoadAttempt;
import com.acme.SelfPortrait;
import com.acme.probe.ChecksumAgent;
import com.acme.probe.NoOpAgent;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.Jdk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;

/** SPEC 4.5: our own code is invisible to the application. */
class InvisibleGuestIT {

  @TempDir private Path directory;

  @EveryJdk
  void leavesAllGlobalStateAsAnAgentThatDoesNothingDoes(Jdk jdk) throws Exception {
    Path nothing = Distribution.agentJar(directory, NoOpAgent.class);
    List<String> expected;
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory)
            .withoutAgent()
            .java("-javaagent:" + nothing, "--add-opens=java.base/java.io=ALL-UNNAMED")
            .main(SelfPortrait.class)
            .start()) {
      assertThat(jvm.awaitExit()).isZero();
      expected = jvm.out();
    }
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory)
            .sync()
            .java("--add-opens=java.base/java.io=ALL-UNNAMED")
            .main(SelfPortrait.class)
            .start()) {
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.err()).isEmpty();
      assertThat(jvm.out())
          .map(line -> line.replace(Distribution.jar().toString(), nothing.toString()))
          .containsExactlyElementsOf(expected)
          .contains(
              "context class loader is the system's = true",
              "time zone = Asia/Tokyo",
              "URL handler factory = mine",
              "thread that holds the JVM = main")
          .filteredOn(line -> line.startsWith("thread that holds"))
          .hasSize(1);
      assertThat(jvm.log()).anyMatch(line -> line.contains("running after"));
    }
  }

  @EveryJdk
  void neverHoldsTheJvmNorPrintsAWord(Jdk jdk) throws Exception {
    for (String boot : List.of("async", "sync", "async", "sync")) {
      try (ForkedJvm jvm =
          ForkedJvm.on(jdk, directory).with("boot", boot).main(Hello.class).start()) {
        assertThat(jvm.awaitExit()).isZero();
        assertThat(jvm.out()).containsExactly("hello");
        assertThat(jvm.err()).isEmpty();
      }
    }
  }

  @EveryJdk
  void isQuietAtWhateverMomentOfTheBootTheJvmEnds(Jdk jdk) throws Exception {
    for (int millis = 25; millis <= 400; millis += 25) {
      String moment = Integer.toString(millis);
      try (ForkedJvm jvm = ForkedJvm.on(jdk, directory).main(Linger.class, moment).start()) {
        assertThat(jvm.awaitExit()).isZero();
        assertThat(jvm.err()).isEmpty();
      }
    }
  }

  @EveryJdk
  void endsWithTheApplicationOnceItRuns(Jdk jdk) throws Exception {
    try (ForkedJvm jvm = ForkedJvm.on(jdk, directory).main(Echo.class).start()) {
      jvm.awaitRunning().send("one").awaitLine("echo one").endInput();
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.out()).containsExactly("ready", "echo one");
      assertThat(jvm.err()).isEmpty();
      assertThat(jvm.jvmDirectory()).isDirectoryNotContaining("glob:**/cache");
      assertThat(jvm.jvmDirectory().resolve("leadline.log")).exists();
    }
  }

  @EveryJdk
  void hasNoClassThatTheApplicationCanLoadButTheEntry(Jdk jdk) throws Exception {
    Set<String> ours = classesOf(Distribution.jar());
    assertThat(ours)
        .contains("org.osgi.framework.Bundle", "dev.leadline.sdk.metric.MetricProvider")
        .hasSizeGreaterThan(700);
    try (ForkedJvm jvm = ForkedJvm.on(jdk, directory).sync().main(LoadAttempt.class).start()) {
      jvm.awaitLine("ready");
      for (String name : ours) {
        jvm.send(name);
      }
      jvm.send("");
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.out())
          .containsExactlyInAnyOrder(
              "ready",
              "loads dev.leadline.agent.LeadlineAgent",
              "finds dev/leadline/agent/LeadlineAgent.class",
              // The bridge, which is there for the application's code to find.
              "loads java.lang.LeadlineBridge",
              "tried " + ours.size());
    }
  }

  @EveryJdk
  void listensOnNoPortWithoutATracepoint(Jdk jdk) throws Exception {
    assumeTrue(ListeningPorts.areKnown(), "no /proc/self/net/tcp on this system");
    try (ForkedJvm jvm = ForkedJvm.on(jdk, directory).main(Echo.class).start()) {
      jvm.awaitRunning();
      assertThat(ListeningPorts.of(jvm.pid())).isEmpty();
      assertThat(jvm.jvmDirectory().resolve("prometheus.port")).doesNotExist();
    }
  }

  @EveryJdk
  void listensOnItsEndpointAloneWhenThatIsAskedFor(Jdk jdk) throws Exception {
    assumeTrue(ListeningPorts.areKnown(), "no /proc/self/net/tcp on this system");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory).with("prometheus.start", "boot").main(Echo.class).start()) {
      jvm.awaitRunning();
      Path portFile = jvm.jvmDirectory().resolve("prometheus.port");
      jvm.await("the port", () -> Files.exists(portFile) && Files.size(portFile) > 0);
      assertThat(ListeningPorts.of(jvm.pid()))
          .singleElement()
          .satisfies(
              address ->
                  assertThat(ListeningPorts.port(address))
                      .isEqualTo(Integer.parseInt(Files.readString(portFile).trim())));
    }
  }

  @EveryJdk
  void startsNoLoggingOfTheJdk(Jdk jdk) throws Exception {
    Path classes = directory.resolve("classes.log");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory)
            .sync()
            .java("-Xlog:class+load:file=" + classes)
            .main(Hello.class)
            .start()) {
      assertThat(jvm.awaitExit()).isZero();
    }
    assertThat(Files.readAllLines(classes))
        .anyMatch(line -> line.contains("org.apache.felix.framework.Felix "))
        .noneMatch(line -> line.contains(" java.util.logging."))
        .noneMatch(line -> line.contains("System$LoggerFinder"))
        .noneMatch(line -> line.contains(" sun.misc.Unsafe "));
  }

  @EveryJdk
  void givesEveryClassToTheJvmAsItIs(Jdk jdk) throws Exception {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory)
            .sync()
            .java("-javaagent:" + Distribution.agentJar(directory, ChecksumAgent.class))
            .main(Hello.class)
            .start()) {
      assertThat(jvm.awaitExit()).isZero();
      CRC32 checksum = new CRC32();
      checksum.update(
          Files.readAllBytes(Distribution.applications().resolve("com/acme/Hello.class")));
      assertThat(jvm.out()).containsExactly("class com/acme/Hello " + checksum.getValue(), "hello");
    }
  }

  /** Every class in the jar, in the jars in it, and in the jars in those. */
  private static Set<String> classesOf(Path jar) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        String name =
            entry.getName().replaceFirst("^isolated/", "").replace(".classdata", ".class");
        collect(name, file.getInputStream(entry), names);
      }
    }
    return names;
  }

  private static void collect(String name, InputStream in, Set<String> names) throws IOException {
    boolean notAClass = name.startsWith("META-INF/") || name.equals("module-info.class");
    if (name.endsWith(".class") && !notAClass) {
      names.add(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
    } else if (name.endsWith(".jar")) {
      ZipInputStream nested = new ZipInputStream(new ByteArrayInputStream(in.readAllBytes()));
      for (ZipEntry e = nested.getNextEntry(); e != null; e = nested.getNextEntry()) {
        collect(e.getName(), nested, names);
      }
    }
  }
}
