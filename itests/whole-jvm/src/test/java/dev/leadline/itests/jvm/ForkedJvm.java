package dev.leadline.itests.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A JVM of its own, seen from outside. Made by {@link ForkedJvmBuilder}; closing it kills it. */
public final class ForkedJvm implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path runDirectory;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final Thread outReader;
  private final Thread errReader;

  ForkedJvm(Process process, Path runDirectory) {
    this.process = process;
    this.runDirectory = runDirectory;
    this.outReader = read(process.inputReader(StandardCharsets.UTF_8), out);
    this.errReader = read(process.errorReader(StandardCharsets.UTF_8), err);
  }

  /** A JVM that runs the distribution's agent; see {@link ForkedJvmBuilder}. */
  public static ForkedJvmBuilder on(Jdk jdk, Path directory) {
    return new ForkedJvmBuilder(jdk, directory);
  }

  public long pid() {
    return process.pid();
  }

  /** Lines of its standard output so far. */
  public List<String> out() {
    return List.copyOf(out);
  }

  /** Lines of its standard error so far. */
  public List<String> err() {
    return List.copyOf(err);
  }

  /** Waits for a line of its standard output. */
  public ForkedJvm awaitLine(String line) {
    await("the line '" + line + "'", () -> out.contains(line));
    return this;
  }

  /** Waits for a line in Leadline's log that contains this text. */
  public ForkedJvm awaitLog(String text) {
    await("'" + text + "' in the log", () -> log().stream().anyMatch(has(text)));
    return this;
  }

  /** Waits for Leadline to run. */
  public ForkedJvm awaitRunning() {
    return awaitLog("running after");
  }

  /** Waits, for a minute at most, and says what the JVM printed when that was in vain. */
  public void await(String what, java.util.concurrent.Callable<Boolean> condition) {
    try {
      Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("waited in vain for " + what + "\n" + describe(), e);
    }
  }

  /** Sends a line to its standard input. */
  public ForkedJvm send(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
    return this;
  }

  /** Ends its standard input. */
  public ForkedJvm endInput() throws IOException {
    process.getOutputStream().close();
    return this;
  }

  /** Waits for its end and returns the exit code; all output is there then. */
  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("does not end\n" + describe());
    }
    outReader.join();
    errReader.join();
    return process.exitValue();
  }

  /** The directory of its run files; it must have just one. */
  public Path jvmDirectory() throws IOException {
    try (Stream<Path> children = Files.list(runDirectory)) {
      List<Path> found =
          children.filter(path -> path.getFileName().toString().startsWith("jvm-")).toList();
      assertThat(found).as("JVM directories").hasSize(1);
      return found.get(0);
    }
  }

  /** The lines of Leadline's log so far. */
  public List<String> log() {
    try {
      return Files.isDirectory(runDirectory)
          ? Files.readAllLines(jvmDirectory().resolve("leadline.log"))
          : List.of();
    } catch (IOException | AssertionError notThereYet) {
      return List.of();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private String describe() {
    return "process "
        + process.toHandle().info()
        + "\nout: "
        + String.join("\n     ", out)
        + "\nerr: "
        + String.join("\n     ", err)
        + "\nlog: "
        + String.join("\n     ", log());
  }

  private static Predicate<String> has(String text) {
    return line -> line.contains(text);
  }

  private static Thread read(BufferedReader reader, List<String> lines) {
    Thread thread =
        new Thread(
            () -> {
              try (reader) {
                reader.lines().forEach(lines::add);
              } catch (IOException | java.io.UncheckedIOException killed) {
                // Then there is no more output.
              }
            },
            "forked-jvm-output");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
