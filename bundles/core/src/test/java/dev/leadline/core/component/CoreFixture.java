package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.bridge.BridgeInstaller;
import dev.leadline.core.format.JsonTracepointFormat;
import dev.leadline.core.tracepoint.Budget;
import dev.leadline.sdk.tracepoint.Declaration;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;

/** A core in this JVM, and the phrases that its tests use. */
abstract class CoreFixture {

  static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();
  static final Core.Settings PLAIN =
      new Core.Settings(
          "", false, false, false, Budget.UNLIMITED, List.of(), false, Optional.empty());
  static final String FOLDER = "dev/leadline/core/component/";

  final FakeClock clock = new FakeClock();
  final QuietLogger log = new QuietLogger();
  final RecordingProvider provider = new RecordingProvider("memory");
  private Core core;

  final Core start(Core.Settings settings) {
    return start(INSTRUMENTATION, settings);
  }

  /** With another view of this JVM. */
  final Core start(Instrumentation instrumentation, Core.Settings settings) {
    BridgeInstaller.install(INSTRUMENTATION);
    core = new Core(instrumentation, settings, clock, service -> service.getClass().getName(), log);
    core.add(provider);
    core.add(new NameLanguage());
    return core;
  }

  final Core core() {
    return core;
  }

  @AfterEach
  void stop() {
    core.close();
  }

  final TracepointStatus status(String id) {
    return core.registry().status(id).orElseThrow();
  }

  final void declare(String json) {
    assertThat(core.registry().declare("test", read(json))).isEmpty();
  }

  static List<Declaration> read(String json) {
    TracepointFormat.Reading reading = new JsonTracepointFormat().read("test", json);
    assertThat(reading.problems()).isEmpty();
    return reading.declarations();
  }

  /** Everything that was asked for before has been done. */
  final void settle() {
    CountDownLatch done = new CountDownLatch(1);
    core.afterAll(done::countDown);
    try {
      // Not polled for: some tests come here a thousand times.
      assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  final void awaitLive(String id) {
    awaitStatus(
        id,
        status ->
            !status.probes().isEmpty() && status.probes().stream().allMatch(probe -> probe.live()));
    settle();
  }

  final void awaitState(String id, TracepointState state) {
    awaitStatus(id, status -> status.state() == state);
  }

  final void awaitStatus(String id, Predicate<TracepointStatus> condition) {
    await()
        .untilAsserted(
            () ->
                assertThat(core.registry().status(id))
                    .hasValueSatisfying(status -> assertThat(status).matches(condition)));
  }

  /** A tracepoint at the end of a method. */
  static String methodEnd(String id, String file, String method, String... metrics) {
    return tracepoint(
        id,
        file,
        "\"args\": {\"method_name\": \"%s\", \"stage\": \"method_end\"}".formatted(method),
        metrics);
  }

  static String atLine(String id, String file, int line, String... metrics) {
    return tracepoint(id, file, "\"lineNumber\": " + line, metrics);
  }

  /** {@code more} are further members of the document. */
  static String tracepoint(String id, String file, String more, String... metrics) {
    return "{\"ID\": \"%s\", \"path\": \"%s\", %s, \"language\": \"name\", \"metrics\": [%s]}"
        .formatted(
            id, file.indexOf('/') < 0 ? FOLDER + file : file, more, String.join(", ", metrics));
  }

  static String counter(String name, String... labels) {
    return metric(name, "COUNTER", "", labels);
  }

  /** Labels are named after their expressions. */
  static String metric(String name, String type, String expression, String... labels) {
    StringBuilder text =
        new StringBuilder("{\"name\": \"%s\", \"type\": \"%s\"".formatted(name, type));
    if (!expression.isEmpty()) {
      text.append(", \"expression\": \"").append(expression).append('"');
    }
    text.append(", \"labels\": [");
    for (int i = 0; i < labels.length; i++) {
      text.append(i == 0 ? "" : ", ")
          .append("{\"key\": \"%s\", \"expression\": \"%s\"}".formatted("l" + i, labels[i]));
    }
    return text.append("]}").toString();
  }

  /** The line of a fixture that ends with this comment. */
  static int lineOf(String file, String marker) {
    try {
      List<String> lines = Files.readAllLines(Path.of("src/test/java", FOLDER, file));
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).endsWith("// " + marker)) {
          return i + 1;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("no line is marked " + marker);
  }
}
