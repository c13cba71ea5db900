package dev.leadline.itests.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.itests.jvm.Cli;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types what the README's session types, in a JVM that was started without Leadline, and holds the
 * answers against those that the README shows: a person with only the jar and a pid gets a metric.
 */
class ReadmeSessionIT {

  private static final String PROMPT = "$ java -jar leadline.jar ";
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern PID = Pattern.compile("^attach (\\d+)$");

  @TempDir private Path directory;

  /** A command, and what it shows. */
  private record Step(String command, List<String> shown) {}

  @EveryJdk
  void showsWhatTheReadmeShows(Jdk jdk) throws Exception {
    List<Step> session = session();
    String pidShown =
        session.stream()
            .map(step -> PID.matcher(step.command()))
            .filter(Matcher::matches)
            .map(attach -> attach.group(1))
            .findFirst()
            .orElseThrow();
    Process shop = startShop(jdk);
    try {
      String pid = Long.toString(shop.pid());
      for (Step step : session) {
        Cli.Outcome outcome =
            new Cli(jdk, directory)
                .run(words(step.command().replace(pidShown, pid)).toArray(String[]::new));
        List<String> actual = (outcome.out() + outcome.err()).lines().toList();
        boolean isComplaint = step.shown().stream().anyMatch(line -> line.startsWith("error "));
        assertThat(outcome.status())
            .as("%s: %s", step.command(), actual)
            .isEqualTo(isComplaint ? 1 : 0);
        if (step.command().equals("jvms")) {
          assertThat(steady(actual)).as(step.command()).containsAll(steady(step.shown()));
        } else {
          assertThat(steady(actual))
              .as(step.command())
              .containsExactlyInAnyOrderElementsOf(steady(step.shown()));
        }
      }
      assertThat(shop.isAlive()).isTrue();
      shop.getOutputStream().write("quit\n".getBytes(StandardCharsets.UTF_8));
      shop.getOutputStream().flush();
      assertThat(shop.waitFor(60, TimeUnit.SECONDS)).as("the shop closes").isTrue();
      assertThat(shop.exitValue()).isZero();
    } finally {
      shop.destroyForcibly();
    }
  }

  private Process startShop(Jdk jdk) throws IOException {
    Files.copy(Path.of(System.getProperty("sample.jar")), directory.resolve("shop.jar"));
    Path output = directory.resolve("shop.out");
    ProcessBuilder builder =
        new ProcessBuilder(
                jdk.home().resolve("bin/java").toString(),
                // Else JDK 21 and later warn, and attach says so: not part of this story.
                "-XX:+EnableDynamicAgentLoading",
                "-jar",
                "shop.jar",
                "--rate",
                "200")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("LEADLINE_")
                    || name.matches("JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS"));
    builder.environment().put("LEADLINE_RUN_DIR", directory.resolve("run").toString());
    builder.environment().put("LEADLINE_PROMETHEUS_PORT", "0");
    Process shop = builder.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.readString(output).contains("shop: open"));
    return shop;
  }

  /** The README's block that begins with a prompt. */
  private static List<Step> session() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../../README.md"));
    int at = lines.indexOf(PROMPT + "jvms");
    assertThat(at).as("the README shows a session").isPositive();
    List<Step> session = new ArrayList<>();
    for (String line : lines.subList(at, lines.size())) {
      if (line.startsWith("```")) {
        break;
      }
      if (line.startsWith(PROMPT)) {
        session.add(new Step(line.substring(PROMPT.length()), new ArrayList<>()));
      } else if (!line.isBlank()) {
        session.get(session.size() - 1).shown().add(line);
      }
    }
    assertThat(session).extracting(Step::command).last().asString().startsWith("stop ");
    return session;
  }

  /** As a shell takes them apart. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(
          Arrays.asList(word.group(1), word.group(2), word.group(3)).stream()
              .filter(group -> group != null)
              .findFirst()
              .orElseThrow());
    }
    return words;
  }

  /** Without what differs from run to run: figures, bars, who it is, which session was hit. */
  private static List<String> steady(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.isBlank())
        .filter(line -> !line.matches("cost .*|dropped +\\S+ not_live"))
        // Which buckets are in use depends on how busy the machine is.
        .filter(line -> !line.matches("  to .*|  nothing above"))
        .map(
            line ->
                line.replaceAll("[\\u2581-\\u258f]", "")
                    .replaceAll(
                        "\\b" + Pattern.quote(System.getProperty("user.name")) + "\\b", "ann")
                    .replaceAll("\\d[\\d.,]*(e[-+]?\\d+)?", "N")
                    .replaceAll("\"(gold|free|test)\"", "TIER")
                    .replaceAll("ACTIVE|INSTALLED", "LIVE")
                    .replaceAll("\\s+", " ")
                    .strip())
        .toList();
  }
}
