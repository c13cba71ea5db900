package dev.leadline.itests.benchmarks.driver;

import dev.leadline.itests.benchmarks.driver.Scenario.State;
import dev.leadline.itests.benchmarks.subject.Measurement;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A JVM with the agent, which measures scenarios as it is told. Closing it ends it. */
final class MeasuredJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final PrintWriter in;
  private final Path java;
  private final Path agent;
  private final Path run;
  private final Path tracepoints;

  private MeasuredJvm(Path java, Path agent, Path run, Path tracepoints, Process process) {
    this.java = java;
    this.agent = agent;
    this.run = run;
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    this.tracepoints = tracepoints;
  }

  /**
   * Starts one.
   *
   * @param work a directory of its own, with {@code tracepoints/} and {@code plugins/} in it
   * @param classPath of the application
   * @param javaArguments others
   */
  static MeasuredJvm start(
      Path java, Path agent, Path work, String classPath, List<String> javaArguments)
      throws IOException {
    // Not in the work directory: the path of a socket has to be short.
    Path run = Files.createTempDirectory("leadline");
    Path tracepoints = Files.createDirectories(work.resolve("tracepoints"));
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add(
        "-javaagent:"
            + agent
            + "="
            + String.join(
                ",",
                "run.dir=" + run,
                "tracepoints.dir=" + tracepoints,
                "plugins.dir=" + Files.createDirectories(work.resolve("plugins")),
                "prometheus.port=0",
                "budget.percent=0",
                "boot=sync"));
    command.addAll(javaArguments);
    command.addAll(List.of("-cp", classPath, Measurement.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    MeasuredJvm jvm = new MeasuredJvm(java, agent, run, tracepoints, process);
    jvm.expect("ready");
    return jvm;
  }

  /** Measures one scenario. */
  Result measure(Scenario scenario, Effort effort) throws IOException {
    Path file = tracepoints.resolve(scenario.id() + ".json");
    Path whole = Files.writeString(tracepoints.resolve("." + scenario.id()), scenario.toJson());
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    if (scenario.state() == State.REMOVED || scenario.state() == State.DISABLED) {
      // First it records: what is measured is the way back.
      order(scenario, true, new Effort(1, 1, effort.calls()));
      if (scenario.state() == State.REMOVED) {
        Files.delete(file);
      } else {
        command("tp:disable", scenario.id());
      }
    }
    boolean isLive = scenario.state() == State.COUNTING || scenario.state() == State.RECORDING;
    Result result = order(scenario, isLive, effort);
    Files.deleteIfExists(file);
    return result;
  }

  /** Runs one of Leadline's commands in the JVM. */
  private void command(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                java.toString(),
                "-jar",
                agent.toString(),
                "exec",
                "--run-dir=" + run,
                Long.toString(process.pid())));
    command.addAll(List.of(words));
    Process ran = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(ran.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (ran.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(String.join(" ", words) + ": " + said);
    }
  }

  private Result order(Scenario scenario, boolean isLive, Effort effort) throws IOException {
    in.println(
        String.join(
            " ",
            scenario.className(),
            scenario.unique(scenario.sample()),
            Boolean.toString(isLive),
            Integer.toString(scenario.threads()),
            Boolean.toString(scenario.isVirtual()),
            Integer.toString(scenario.labels()),
            Integer.toString(effort.warmUps()),
            Integer.toString(effort.rounds()),
            Integer.toString(effort.calls())));
    List<Round> rounds = new ArrayList<>();
    for (String line; (line = out.readLine()) != null; ) {
      if (line.startsWith("round ")) {
        rounds.add(Round.parse(line));
      } else if (line.startsWith("end ")) {
        check(scenario, isLive, line);
        return new Result(scenario, rounds);
      } else {
        System.err.println(line);
      }
    }
    throw new IllegalStateException("the JVM ended while it measured " + scenario.name());
  }

  /** What was fast because it did not count is no result. */
  private static void check(Scenario scenario, boolean isLive, String line) {
    String[] words = line.split(" ", -1);
    double called = Double.parseDouble(words[1]);
    double recorded = Double.parseDouble(words[2]);
    boolean isRight =
        scenario.state() == State.RECORDING ? recorded != 0 : recorded == (isLive ? called : 0);
    if (!isRight) {
      throw new IllegalStateException(
          "%s: %s calls, of which %s were recorded".formatted(scenario.name(), called, recorded));
    }
  }

  private void expect(String line) throws IOException {
    for (String read; (read = out.readLine()) != null; ) {
      if (read.equals(line)) {
        return;
      }
      System.err.println(read);
    }
    throw new IllegalStateException("the JVM ended before it was " + line);
  }

  /** The entries of a class path as one text. */
  static String classPath(List<Path> entries) {
    return String.join(File.pathSeparator, entries.stream().map(Path::toString).toList());
  }

  @Override
  public void close() throws IOException {
    in.close();
    process.destroy();
    process.onExit().join();
    try (Stream<Path> left = Files.walk(run)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
