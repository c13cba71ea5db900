package dev.leadline.itests.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command line, as a process of its own.
 *
 * @param jdk that runs it
 * @param directory its working directory, with the run files of the JVMs of the test in {@code
 *     run/}
 */
public record Cli(Jdk jdk, Path directory) {

  private static final long PATIENCE_SECONDS = 60;

  /**
   * How it ended.
   *
   * @param status the exit status
   * @param out its standard output
   * @param err its standard error
   */
  public record Outcome(int status, String out, String err) {

    /** Its output, once it is known to have gone well. */
    public String ok() {
      assertThat(status).as(err).isZero();
      assertThat(err).isEmpty();
      return out;
    }
  }

  /** Runs it to its end. */
  public Outcome run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  /** Runs it to its end, with these variables in its environment. */
  public Outcome run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", null);
    Path err = Files.createTempFile(directory, "err", null);
    ProcessBuilder builder = builder(List.of(), arguments);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(List.of(arguments) + " does not end: " + text(out) + text(err));
    }
    return new Outcome(process.exitValue(), text(out), text(err));
  }

  /** Begins to run it. */
  public Process start(String... arguments) throws IOException {
    return builder(List.of(), arguments).redirectErrorStream(true).start();
  }

  /** Its command line, for those who want to run it in another way. */
  public List<String> command(List<String> javaArguments, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(javaArguments);
    command.addAll(List.of("-jar", Distribution.jar().toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private ProcessBuilder builder(List<String> javaArguments, String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(command(javaArguments, arguments));
    builder.directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LEADLINE_"));
    builder.environment().put("LEADLINE_RUN_DIR", directory.resolve("run").toString());
    return builder;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
