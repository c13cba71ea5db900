package dev.leadline.itests.benchmarks.scale;

import dev.leadline.itests.benchmarks.driver.Driver;
import dev.leadline.itests.benchmarks.driver.Fleet;
import dev.leadline.itests.benchmarks.subject.DatabaseApplication;
import dev.leadline.itests.benchmarks.subject.FleetApplication;
import dev.leadline.itests.benchmarks.subject.NoopAgent;
import dev.leadline.itests.benchmarks.subject.StartApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures start-up, class loading beside pending tracepoints, and installing at scale.
 *
 * <p>Arguments: the agent's jar, a directory to work in, and then any of {@code jdk=HOME}, {@code
 * rounds=N}, {@code only=start|parts|loading|installing}.
 */
public final class ScaleDriver {

  private static final int TRACEPOINTS = 10_000;

  /** From the directory of the sources, where {@code ./benchmark} runs. */
  private static final Path BOOT_APPLICATION =
      Path.of("itests/spring-boot-app/target/spring-boot-app.jar");

  private static final Pattern SAFEPOINT =
      Pattern.compile("Safepoint \"([^\"]+)\".* Total: +(\\d+) ns");

  private final Path agent;
  private final Path work;
  private final MeasuredProcess process;
  private final int rounds;

  private ScaleDriver(Path agent, Path work, Path java, int rounds) {
    this.agent = agent.toAbsolutePath();
    this.work = work.toAbsolutePath();
    this.process = new MeasuredProcess(java);
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println("arguments: AGENT_JAR DIRECTORY [jdk=HOME] [rounds=N] [only=..]");
      System.exit(2);
    }
    List<String> options = Arrays.asList(arguments).subList(2, arguments.length);
    Path home = Path.of(option(options, "jdk", System.getProperty("java.home")));
    Path work = Files.createDirectories(Path.of(arguments[1], "scale-" + System.nanoTime()));
    ScaleDriver driver =
        new ScaleDriver(
            Path.of(arguments[0]),
            work,
            home.resolve("bin/java"),
            Integer.parseInt(option(options, "rounds", "11")));
    String only = option(options, "only", "");
    if (only.isEmpty() || only.equals("start")) {
      driver.measureStart();
    }
    if (only.isEmpty() || only.equals("parts")) {
      new StartParts(driver.agent, driver.work, driver.process, driver.rounds).measure();
    }
    if (only.isEmpty() || only.equals("loading")) {
      driver.measureLoading();
    }
    if (only.isEmpty() || only.equals("installing")) {
      driver.measureInstalling();
    }
  }

  /** When main begins, and physical memory when all is up: with nothing, with an agent, with us. */
  private void measureStart() throws Exception {
    Path noop = AgentJar.write(work.resolve("noop.jar"), NoopAgent.class);
    Map<String, List<String>> ways = new LinkedHashMap<>();
    ways.put("no agent", List.of());
    ways.put("no-op agent", List.of("-javaagent:" + noop));
    ways.put("Leadline", List.of("-javaagent:" + agent + "=" + settings("start", "async")));
    Map<String, List<String[]>> answers = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) {
      for (Map.Entry<String, List<String>> way : ways.entrySet()) {
        List<String> command = new ArrayList<>(way.getValue());
        command.addAll(
            List.of(
                "-cp",
                Driver.applicationPath(),
                StartApplication.class.getName(),
                Long.toString(System.nanoTime()),
                "4000"));
        String[] answer = run(command).get(0).split(" ", -1);
        if (round >= 0) {
          answers.computeIfAbsent(way.getKey(), name -> new ArrayList<>()).add(answer);
        }
      }
    }
    answers.forEach(
        (name, all) ->
            print(
                "start, %s: main begins after %.1f ms, physical memory %.1f MB",
                name,
                median(all, words -> Double.parseDouble(words[1]) / 1e6),
                median(all, words -> Double.parseDouble(words[2]) / 1024)));
  }

  /** Starting a database and a web application. */
  private void measureLoading() throws Exception {
    Fleet.declare(work.resolve("loading/tracepoints"), TRACEPOINTS);
    measureLoading(
        "H2",
        List.of(
            "-cp",
            Driver.applicationPath() + File.pathSeparator + Driver.libraryPath("h2"),
            DatabaseApplication.class.getName()));
    if (!Files.exists(BOOT_APPLICATION)) {
      throw new IllegalStateException(BOOT_APPLICATION + " is not there: build all modules once");
    }
    measureLoading(
        "Spring Boot",
        List.of("-Dshop.start=true", "-Dserver.port=0", "-jar", BOOT_APPLICATION.toString()));
  }

  /** With nothing, and with ten thousand tracepoints that wait for other classes. */
  private void measureLoading(String application, List<String> start) throws Exception {
    Path noop = AgentJar.write(work.resolve("noop-loading.jar"), NoopAgent.class);
    Map<String, List<String>> ways = new LinkedHashMap<>();
    ways.put("no agent", List.of());
    ways.put("no-op agent", List.of("-javaagent:" + noop));
    ways.put("none pending", List.of("-javaagent:" + agent + "=" + settings("loading0", "sync")));
    ways.put("10,000 pending", List.of("-javaagent:" + agent + "=" + settings("loading", "sync")));
    Map<String, List<String[]>> answers = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) {
      for (Map.Entry<String, List<String>> way : ways.entrySet()) {
        List<String> command = new ArrayList<>(way.getValue());
        command.addAll(start);
        String[] answer =
            run(command).stream()
                .filter(line -> line.startsWith("loaded "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(application + " did not start"))
                .split(" ", -1);
        if (round >= 0) {
          answers.computeIfAbsent(way.getKey(), name -> new ArrayList<>()).add(answer);
        }
      }
    }
    answers.forEach(
        (name, all) ->
            print(
                "loading %s, %s: %.1f ms of the loading thread, %.0f classes in the JVM",
                application,
                name,
                median(all, words -> Double.parseDouble(words[1]) / 1e6),
                median(all, words -> Double.parseDouble(words[2]))));
  }

  private void measureInstalling() throws Exception {
    Path classes = work.resolve("classes");
    Fleet.compile(work.resolve("sources"), classes);
    Path waiting = work.resolve("waiting");
    Fleet.declare(waiting, TRACEPOINTS);
    Path tracepoints = Files.createDirectories(work.resolve("installing/tracepoints"));
    Path safepoints = work.resolve("safepoints.log");
    List<String> lines =
        run(
            List.of(
                "-javaagent:" + agent + "=" + settings("installing", "async"),
                "-Xlog:safepoint:file=" + safepoints,
                "-Xmx1g",
                "-cp",
                Driver.applicationPath() + File.pathSeparator + classes,
                FleetApplication.class.getName(),
                Integer.toString(Fleet.CLASSES),
                Integer.toString(TRACEPOINTS),
                waiting.toString(),
                tracepoints.toString()));
    print("| | after ms | physical MB | heap MB | metaspace MB | classes | longest pause ms |");
    print("|---|---|---|---|---|---|---|");
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      print(
          "| installing, %s | %s | %s | %s | %s | %s | %.1f |",
          words[0], words[1], words[2], words[3], words[4], words[5], Double.parseDouble(words[6]));
    }
    printPauses(safepoints);
  }

  private static void printPauses(Path safepoints) throws IOException {
    Map<String, long[]> pauses = new LinkedHashMap<>();
    for (String line : Files.readAllLines(safepoints)) {
      Matcher matcher = SAFEPOINT.matcher(line);
      if (matcher.find()) {
        long nanos = Long.parseLong(matcher.group(2));
        long[] figures = pauses.computeIfAbsent(matcher.group(1), key -> new long[3]);
        figures[0]++;
        figures[1] = Math.max(figures[1], nanos);
        figures[2] += nanos;
      }
    }
    print("");
    print("| the JVM stopped all threads for | times | the longest ms | in all ms |");
    print("|---|---|---|---|");
    pauses.forEach(
        (name, figures) ->
            print(
                "| %s | %d | %.1f | %.0f |", name, figures[0], figures[1] / 1e6, figures[2] / 1e6));
  }

  private String settings(String name, String boot) throws IOException {
    Path own = work.resolve(name);
    return String.join(
        ",",
        "run.dir=" + work.resolve("run"),
        "tracepoints.dir=" + Files.createDirectories(own.resolve("tracepoints")),
        "plugins.dir=" + Files.createDirectories(own.resolve("plugins")),
        "prometheus.port=0",
        "boot=" + boot);
  }

  private List<String> run(List<String> arguments) throws IOException, InterruptedException {
    return process.run(arguments);
  }

  private static double median(List<String[]> answers, ToDoubleFunction<String[]> figure) {
    double[] sorted = answers.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void print(String pattern, Object... values) {
    System.out.println(String.format(Locale.ROOT, pattern, values));
  }

  private static String option(List<String> options, String name, String fallback) {
    return options.stream()
        .filter(option -> option.startsWith(name + "="))
        .map(option -> option.substring(name.length() + 1))
        .findFirst()
        .orElse(fallback);
  }
}
