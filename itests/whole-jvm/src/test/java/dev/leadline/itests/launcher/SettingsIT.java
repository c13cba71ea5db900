package dev.leadline.itests.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Hello;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.Jdk;
import dev.leadline.itests.jvm.Jdks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings reach the JVM from each of the four places. */
class SettingsIT {

  @TempDir private Path directory;

  @EveryJdk
  void takesTheStrongestPlace(Jdk jdk) throws Exception {
    Path home = Files.createDirectories(directory.resolve("a, b/home"));
    Files.createDirectory(home.resolve("conf"));
    Files.writeString(
        home.resolve("conf/leadline.properties"),
        "boot=sync\nlog.file=" + directory.resolve("of-the-file.log") + "\n");
    for (String place : List.of("file", "environment", "property", "argument")) {
      var builder = ForkedJvm.on(jdk, directory).with("home", home);
      Path expected = directory.resolve("of-the-" + place + ".log");
      switch (place) {
        case "environment" -> builder.environment("LEADLINE_LOG_FILE", expected.toString());
        case "property" -> builder.java("-Dleadline.log.file=" + expected);
        case "argument" ->
            builder.with("log.file", expected).environment("LEADLINE_LOG_FILE", "/nowhere");
        default -> {}
      }
      try (ForkedJvm jvm = builder.main(Hello.class).start()) {
        assertThat(jvm.awaitExit()).isZero();
        assertThat(jvm.err()).isEmpty();
        assertThat(expected).content().contains("running after");
      }
    }
  }

  @Test
  void listsEverySettingInTheFileOfTheDistribution() throws Exception {
    List<String> usage = run("--help");
    List<String> known =
        usage.stream()
            .dropWhile(line -> !line.startsWith("Settings of the agent"))
            .filter(line -> line.matches("  [a-z.]+ {2,}.*"))
            .map(line -> line.trim().split(" ")[0])
            .toList();
    assertThat(known).contains("home", "prometheus.port", "metrics.namespace");
    String file = Files.readString(Distribution.directory().resolve("conf/leadline.properties"));
    assertThat(known)
        .filteredOn(key -> !key.equals("home"))
        .allSatisfy(key -> assertThat(file).contains("\n#" + key + "="));
    assertThat(Pattern.compile("(?m)^#([a-z.]+)=").matcher(file).results())
        .map(match -> match.group(1))
        .allSatisfy(key -> assertThat(known).contains(key));
  }

  @Test
  void saysItsVersion() throws Exception {
    assertThat(run("version")).singleElement().asString().matches("Leadline \\d+\\.\\d+\\.\\d+.*");
  }

  private static List<String> run(String argument) throws IOException, InterruptedException {
    Path java = Jdks.found().get(0).home().resolve("bin/java");
    Process process =
        new ProcessBuilder(java.toString(), "-jar", Distribution.jar().toString(), argument)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.lines().toList();
  }
}
