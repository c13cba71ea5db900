package dev.leadline.itests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the demonstration as {@code ./demo} does after building, and holds the README's transcript
 * against it.
 */
class DemoIT {

  private static final Path SAMPLE_APP = Path.of("../sample-app");

  @TempDir private Path directory;

  @EveryJdk
  void showsWhatTheReadmeShows(Jdk jdk) throws IOException, InterruptedException {
    String java = jdk.home().resolve("bin/java").toString();
    Path output = directory.resolve("output");
    Process demo =
        new ProcessBuilder(
                java,
                SAMPLE_APP.resolve("src/demo/java/Demo.java").toString(),
                java,
                Distribution.jar().toString(),
                SAMPLE_APP.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = demo.waitFor(2, TimeUnit.MINUTES);
    demo.destroyForcibly();
    List<String> shown = Files.readAllLines(output).stream().map(DemoIT::withoutFigures).toList();

    assertThat(ended).as("it ends by itself: %s", shown).isTrue();
    assertThat(demo.exitValue()).as("%s", shown).isZero();
    assertThat(shown).containsAll(transcript());
  }

  /** The lines of the README that are between its first three back quotes after the demo's name. */
  private static List<String> transcript() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../../README.md"));
    int start = lines.indexOf("== Two tracepoints are dropped into its tracepoints directory ==");
    assertThat(start).as("the README shows the demo").isPositive();
    List<String> transcript = new ArrayList<>();
    for (String line : lines.subList(start, lines.size())) {
      if (line.startsWith("```")) {
        return transcript;
      }
      if (!line.isBlank()) {
        transcript.add(withoutFigures(line));
      }
    }
    throw new AssertionError("the README's transcript has no end");
  }

  /** Numbers that differ from run to run; those of lines and users are to agree. */
  private static String withoutFigures(String line) {
    return line.replaceAll("} [0-9.]+(E-?\\d+)?$", "} N")
        .replaceAll("pid \\d+", "pid N")
        .replaceAll("\\d+ (sessions|destroyed|orders|products)", "N $1");
  }
}
