package dev.leadline.itests.benchmarks.driver;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Measures what a hit costs, against the hand-written line, and prints a table.
 *
 * <p>Arguments: the agent's jar, a directory to work in, and then any of {@code smoke}, {@code
 * jdk=HOME}, {@code only=REGEX} (of scenario names), {@code forks=N}, {@code java=ARGUMENT}.
 *
 * <p>Each situation is measured in several JVMs, one after the other, and a figure is the median of
 * the rounds of all of them: what the JIT chooses to inline differs from JVM to JVM, and with it
 * figures of a few nanoseconds.
 */
public final class Driver {

  private final Path agent;
  private final Path work;
  private final Effort effort;
  private final int forks;
  private final Path jdk;
  private final Predicate<String> only;
  private final List<String> javaArguments;
  private final List<Result> results = new ArrayList<>();

  private Driver(Path agent, Path work, List<String> options) {
    this.agent = agent.toAbsolutePath();
    this.work = work.toAbsolutePath();
    this.effort = options.contains("smoke") ? Effort.SMOKE : Effort.FULL;
    this.forks = Integer.parseInt(option(options, "forks", options.contains("smoke") ? "1" : "3"));
    this.jdk = Path.of(option(options, "jdk", System.getProperty("java.home")));
    this.only = Pattern.compile(option(options, "only", ".*")).asPredicate();
    this.javaArguments =
        options.stream()
            .filter(option -> option.startsWith("java="))
            .map(option -> option.substring("java=".length()))
            .toList();
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println(
          "arguments: AGENT_JAR DIRECTORY [smoke] [jdk=HOME] [only=REGEX] [forks=N] [java=..]");
      System.exit(2);
    }
    List<Result> results =
        new Driver(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Arrays.asList(arguments).subList(2, arguments.length))
            .run();
    System.exit(results.stream().allMatch(Result::isReached) ? 0 : 1);
  }

  /** Measures a few scenarios shortly; for tests that all of this works. */
  static List<Result> smoke(Path agent, Path work, String only) throws Exception {
    return new Driver(agent, work, List.of("smoke", "only=" + only)).run();
  }

  private List<Result> run() throws Exception {
    String version = version();
    System.out.println("JVM: " + version);
    System.out.println(Report.header());
    measure("plain", Scenarios.plain(), 0, List.of());
    for (Scenario scenario : LabelledScenarios.many()) {
      measure("many", List.of(scenario), 0, List.of());
    }
    if (hasVirtualThreads(version)) {
      measure("virtual", Scenarios.virtual(), 0, List.of());
    }
    measure("two-providers", Scenarios.twoProviders(), 0, List.of("adder-provider.jar"));
    measure("two-backends", Scenarios.twoBackends(), 0, List.of());
    for (int count : List.of(1, 100, 10_000)) {
      measure("beside-" + count, Scenarios.beside(count), count, List.of());
    }
    Path json = work.resolve("hot-path.json");
    Report.writeJson(json, version, results);
    System.out.println("\n" + json);
    return results;
  }

  private void measure(String name, List<Scenario> all, int elsewhere, List<String> plugins)
      throws Exception {
    List<Scenario> scenarios = all.stream().filter(scenario -> only.test(scenario.name())).toList();
    if (scenarios.isEmpty()) {
      return;
    }
    List<Result> merged = new ArrayList<>();
    for (int fork = 0; fork < forks; fork++) {
      List<Result> measured = fork(name, scenarios, elsewhere, plugins);
      for (int i = 0; i < measured.size(); i++) {
        if (fork == 0) {
          merged.add(measured.get(i));
        } else {
          merged.set(i, merged.get(i).with(measured.get(i)));
        }
      }
    }
    results.addAll(merged);
    merged.forEach(result -> System.out.println(Report.line(result)));
  }

  /** One JVM. */
  private List<Result> fork(
      String name, List<Scenario> scenarios, int elsewhere, List<String> plugins) throws Exception {
    Path directory = Files.createDirectories(work.resolve(name + "-" + System.nanoTime()));
    Path classes = directory.resolve("classes");
    List<String> arguments = new ArrayList<>(javaArguments);
    String libraries = applicationPath();
    if (name.equals("two-backends")) {
      libraries += File.pathSeparator + libraryPath("opentelemetry-");
      arguments.add("-Dopentelemetry=true");
    }
    SubjectSource.compile(scenarios, directory.resolve("sources"), classes, libraries);
    String classPath = classes + File.pathSeparator + libraries;
    if (elsewhere > 0) {
      Fleet.compile(directory.resolve("sources"), classes);
      Fleet.declare(directory.resolve("tracepoints"), elsewhere);
      arguments.add("-Dfleet=" + Math.min(elsewhere, Fleet.CLASSES));
      arguments.add("-Dfleet.metrics=" + elsewhere);
    }
    for (String plugin : plugins) {
      PluginJar.write(directory.resolve("plugins").resolve(plugin));
    }
    List<Result> measured = new ArrayList<>();
    try (MeasuredJvm jvm =
        MeasuredJvm.start(jdk.resolve("bin/java"), agent, directory, classPath, arguments)) {
      for (Scenario scenario : scenarios) {
        measured.add(jvm.measure(scenario, effort));
      }
    }
    return measured;
  }

  /** What the measured application has on its class path: its own classes and simpleclient. */
  public static String applicationPath() {
    String own =
        Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString();
    return own + File.pathSeparator + libraryPath("simpleclient");
  }

  /** Jars of our own class path whose names begin so. */
  public static String libraryPath(String prefix) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> Path.of(entry).getFileName().toString().startsWith(prefix))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean hasVirtualThreads(String version) {
    return Runtime.Version.parse(version).feature() >= 21;
  }

  private String version() throws IOException {
    return Files.readAllLines(jdk.resolve("release")).stream()
        .filter(line -> line.startsWith("JAVA_VERSION="))
        .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
        .findFirst()
        .orElse("unknown");
  }

  private static String option(List<String> options, String name, String fallback) {
    return options.stream()
        .filter(option -> option.startsWith(name + "="))
        .map(option -> option.substring(name.length() + 1))
        .findFirst()
        .orElse(fallback);
  }
}
