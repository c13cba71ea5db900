package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.leak.Turn;
import com.acme.leak.Turnstile;
import com.acme.plugin.CyclesActivator;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import dev.leadline.itests.jvm.Jdks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing stays of code that goes, nor of tracepoints that go. */
class LeaksIT {

  private static final int LOADERS = 200;
  private static final int TRACEPOINTS = 100;

  /**
   * A probe is a hidden class, and so is an expression: 15,000 of them came and went, and none may
   * stay. The JVM counts each version of a retransformed class as one more that is loaded, and
   * never as one that is unloaded: four for each hundred tracepoints, 300 in all.
   */
  private static final long MOST_CLASSES = 400;

  /** Flat, but for what the JVM makes once and late; measured is half a megabyte. */
  private static final long MOST_GROWTH = 2L << 20;

  private static final String PATH = "com/acme/leak/Turn.java";

  @TempDir private Path directory;

  @EveryJdk
  void keepsNoneOfTwoHundredLoadersWithAThousandExpressions(Jdk jdk) throws Exception {
    Path jar =
        Distribution.writeJar(
            directory.resolve("turn.jar"),
            Map.of(),
            Stream.concat(Stream.of(Turn.class), Stream.of(Turn.class.getDeclaredClasses()))
                .toArray(Class<?>[]::new));
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    tracepoints.put(
        "turn.json",
        tracepoint(
            "turn",
            "\"args\": { \"condition\": \"any.bars.any { it.length > 1.7 }\" },",
            """
            { "name": "lengths", "type": "GAUGE", "expression": "gate.bars.sum { it.length }",
              "labels": [ { "key": "first", "expression": "any.getBars().get(0)" },
                          { "key": "text", "expression": "\\"${any.bars.size()}/$number\\"" },
                          { "key": "wrong", "expression": "any.nothing()" } ] }
            """));
    try (Observed application =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints)
                .sync()
                .main(Turnstile.class, jar.toString()))) {
      application.jvm().send(Integer.toString(LOADERS));
      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> application.jvm().out().size() > 1);
      assertThat(application.jvm().out())
          .containsExactly("ready", "passed " + LOADERS + ", survivors 0");
      application.finish();
    }
  }

  /** On one JDK: it takes minutes. */
  @Test
  void keepsNoClassOfTenThousandTracepointsThatComeAndGo() throws Exception {
    Jdk jdk = Jdks.found().get(0);
    Path plugins = Files.createDirectory(directory.resolve("plugins"));
    try (Observed application =
        Observed.start(
            Observed.builder(jdk, directory, TracepointDirectory.in(directory))
                .sync()
                .with("plugins.dir", plugins)
                .main(Turnstile.class, "turn"))) {
      Path jvm = application.jvm().jvmDirectory();
      List<String> declarations = new ArrayList<>();
      for (int i = 0; i < TRACEPOINTS; i++) {
        declarations.add(
            tracepoint(
                "turn" + i,
                "",
                """
                { "name": "turn%d", "expression": "gate.bars.size() + %d" }
                """
                    .formatted(i, i)));
      }
      Files.writeString(jvm.resolve("cycles.json"), declarations.toString());
      Path jar =
          Distribution.writeJar(
              directory.resolve("cycles.jar"),
              Map.of(
                  "Bundle-ManifestVersion", "2",
                  "Bundle-SymbolicName", "com.acme.cycles",
                  "Bundle-Version", "1.0.0",
                  "Bundle-Activator", CyclesActivator.class.getName(),
                  "Import-Package", "org.osgi.framework,dev.leadline.sdk.tracepoint"),
              CyclesActivator.class);
      Files.move(jar, plugins.resolve("cycles.jar"), StandardCopyOption.ATOMIC_MOVE);
      Path notes = jvm.resolve("cycles.txt");
      Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(notes));
      List<String> lines = Files.readAllLines(notes);
      assertThat(lines).hasSize(4).allMatch(line -> line.matches("\\d+ \\d+"));
      long[] metaspace = column(lines, 0);
      long[] classes = column(lines, 1);
      // From 2,500 cycles on, when all that is made once is made.
      assertThat(metaspace[3] - metaspace[0]).as("%s", lines).isLessThan(MOST_GROWTH);
      assertThat(classes[3] - classes[0]).as("%s", lines).isLessThan(MOST_CLASSES);
      application.finish();
    }
  }

  private static long[] column(List<String> lines, int index) {
    return lines.stream().mapToLong(line -> Long.parseLong(line.split(" ")[index])).toArray();
  }

  private static String tracepoint(String id, String more, String metric) {
    return "{ \"ID\": \"%s\", \"path\": \"%s\", \"lineNumber\": %d, %s \"metrics\": [ %s ] }"
        .formatted(id, PATH, SourceLines.of(PATH, "turn"), more, metric);
  }
}
