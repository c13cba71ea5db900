package dev.leadline.itests.jvm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the command line of a {@link ForkedJvm} together. Unless told otherwise: our agent, with its
 * run directory in the test's own and any free port, and the applications of this module as the
 * class path.
 */
public final class ForkedJvmBuilder {

  private final Jdk jdk;
  private final Path directory;
  private final List<String> launcher = new ArrayList<>();
  private final List<String> firstArguments = new ArrayList<>();
  private final List<String> javaArguments = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> application = new ArrayList<>();
  private Path agent = Distribution.jar();
  private boolean withAgent = true;
  private int agents = 1;

  ForkedJvmBuilder(Jdk jdk, Path directory) {
    this.jdk = jdk;
    this.directory = directory;
    settings.put("run.dir", directory.resolve("run").toString());
    settings.put("prometheus.port", "0");
  }

  /** A command that runs the JVM as its own last arguments. */
  public ForkedJvmBuilder through(String... command) {
    launcher.addAll(List.of(command));
    return this;
  }

  /** Arguments of the JVM, before the main class. Agents among them come after ours. */
  public ForkedJvmBuilder java(String... arguments) {
    javaArguments.addAll(List.of(arguments));
    return this;
  }

  /** Arguments of the JVM that come first. Agents among them come before ours. */
  public ForkedJvmBuilder javaFirst(String... arguments) {
    firstArguments.addAll(List.of(arguments));
    return this;
  }

  /** A setting, as an agent argument. */
  public ForkedJvmBuilder with(String setting, Object value) {
    settings.put(setting, value.toString());
    return this;
  }

  /** No agent argument for this setting, which has one by default. */
  public ForkedJvmBuilder without(String setting) {
    settings.remove(setting);
    return this;
  }

  /** Main waits for Leadline. */
  public ForkedJvmBuilder sync() {
    return with("boot", "sync");
  }

  public ForkedJvmBuilder withoutAgent() {
    withAgent = false;
    return this;
  }

  /** Another jar than the distribution's. */
  public ForkedJvmBuilder agent(Path jar) {
    agent = jar;
    return this;
  }

  /** Our agent, so many times on the command line. */
  public ForkedJvmBuilder agents(int count) {
    agents = count;
    return this;
  }

  /** A variable of the environment; it has none of Leadline's otherwise. */
  public ForkedJvmBuilder environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** The application and its arguments. */
  public ForkedJvmBuilder main(Class<?> main, String... arguments) {
    application.clear();
    application.addAll(List.of("-cp", Distribution.applications().toString(), main.getName()));
    application.addAll(List.of(arguments));
    return this;
  }

  /** Starts it. Close the result. */
  public ForkedJvm start() throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.add(jdk.java().toString());
    command.addAll(firstArguments);
    for (int i = 0; withAgent && i < agents; i++) {
      command.add("-javaagent:" + agent + "=" + agentArguments());
    }
    command.addAll(javaArguments);
    command.addAll(application);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("LEADLINE_")
                    || name.startsWith("OTEL_")
                    || name.matches("JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    return new ForkedJvm(
        builder.start(),
        Path.of(settings.getOrDefault("run.dir", directory.resolve("run").toString())));
  }

  private String agentArguments() {
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, value) -> arguments.add(name + "=" + quoted(value)));
    return String.join(",", arguments);
  }

  private static String quoted(String value) {
    return value.contains(",") ? '"' + value + '"' : value;
  }
}
