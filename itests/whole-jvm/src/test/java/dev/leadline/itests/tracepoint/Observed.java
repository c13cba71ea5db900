package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.bench.Bench;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.ForkedJvmBuilder;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An application under Leadline, its log, its endpoint, and, when it is {@link Bench}, a dialogue
 * with it. Closing it kills it.
 */
final class Observed implements AutoCloseable {

  private final ForkedJvm jvm;
  private int seen;
  private int questions;

  private Observed(ForkedJvm jvm) {
    this.jvm = jvm;
  }

  /** A JVM to be, whose tracepoints are these. */
  static ForkedJvmBuilder builder(Jdk jdk, Path directory, TracepointDirectory tracepoints) {
    // Exact figures: a tracepoint that a slow machine makes costly is not to pause meanwhile.
    return ForkedJvm.on(jdk, directory)
        .with("tracepoints.dir", tracepoints.path())
        .with("budget.percent", 0);
  }

  /** An application that has printed that it is ready. */
  static Observed start(ForkedJvmBuilder builder) throws IOException {
    Observed observed = new Observed(builder.start());
    observed.jvm.awaitLine("ready");
    return observed;
  }

  /** An application that says in its own way that it is ready. */
  static Observed of(ForkedJvm jvm) {
    return new Observed(jvm);
  }

  static Observed bench(Jdk jdk, Path directory, TracepointDirectory tracepoints)
      throws IOException {
    return start(builder(jdk, directory, tracepoints).main(Bench.class));
  }

  /** The sample application, waiting for a line before its first call. */
  static Observed sample(Jdk jdk, Path directory, TracepointDirectory tracepoints, int calls)
      throws IOException {
    // What comes last among the JVM's arguments is the application.
    Observed observed =
        new Observed(
            builder(jdk, directory, tracepoints)
                .java("-jar", System.getProperty("sample.jar"))
                .java("--calls", Integer.toString(calls), "--threads", "4", "--wait")
                .start());
    observed.awaitOut("shop: open, pid \\d+");
    return observed;
  }

  ForkedJvm jvm() {
    return jvm;
  }

  /** Waits for a line of the application that is like this. */
  Observed awaitOut(String regex) {
    jvm.await("a line like '" + regex + "'", () -> jvm.out().stream().anyMatch(matching(regex)));
    return this;
  }

  /** What is awaited from now on has to come from now on. */
  Observed forgetLog() {
    seen = jvm.log().size();
    return this;
  }

  /** The lines of the log since {@link #forgetLog}. */
  List<String> log() {
    List<String> all = jvm.log();
    return new ArrayList<>(all.subList(Math.min(seen, all.size()), all.size()));
  }

  /** Waits for a line of the log with something like this in it, and returns that. */
  String awaitLog(String regex) {
    Pattern pattern = Pattern.compile(regex);
    jvm.await(
        "'" + regex + "' in the log",
        () -> log().stream().anyMatch(line -> pattern.matcher(line).find()));
    return log().stream().filter(line -> pattern.matcher(line).find()).findFirst().orElseThrow();
  }

  /** Waits until the log says that these tracepoints have a live probe, and somebody to record. */
  Observed awaitLive(String... ids) {
    jvm.awaitLog("provider prometheus has come");
    for (String id : ids) {
      awaitLog("tracepoint " + Pattern.quote(id) + ": probe in .*, live$");
    }
    return this;
  }

  /** Has the bench do something; returns its answer. */
  String ask(String command) throws IOException {
    String prefix = ++questions + " ";
    jvm.send(prefix + command);
    jvm.await(
        "the answer to " + command,
        () -> jvm.out().stream().anyMatch(line -> line.startsWith(prefix)));
    return jvm.out().stream()
        .filter(line -> line.startsWith(prefix))
        .findFirst()
        .orElseThrow()
        .substring(prefix.length());
  }

  /** Has the bench run a task so many times; it must not see an exception. */
  Observed run(Class<?> task, int times) throws IOException {
    assertThat(ask("run " + task.getName() + " " + times)).startsWith("ran,");
    return this;
  }

  /** Port of the endpoint, which comes with the first metric. */
  int port() throws IOException {
    Path file = jvm.jvmDirectory().resolve("prometheus.port");
    jvm.await("the endpoint's port", () -> Files.exists(file) && Files.size(file) > 0);
    return Integer.parseInt(Files.readString(file).trim());
  }

  Scrape scrape() throws IOException, InterruptedException {
    return Scrape.ofPort(port());
  }

  /** Ends the input and waits for a good end. */
  void finish() throws IOException, InterruptedException {
    jvm.endInput();
    assertThat(jvm.awaitExit()).isZero();
    assertThat(jvm.err()).isEmpty();
  }

  @Override
  public void close() {
    jvm.close();
  }

  private static java.util.function.Predicate<String> matching(String regex) {
    return Pattern.compile(regex).asMatchPredicate();
  }
}
