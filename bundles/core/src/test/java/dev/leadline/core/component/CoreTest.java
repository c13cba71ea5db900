package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.bridge.BridgeInstaller;
import dev.leadline.core.format.JsonTracepointFormat;
import dev.leadline.core.probe.Clock;
import dev.leadline.core.tracepoint.Budget;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Declaration;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The core from declaration to record, in this JVM, with a tiny language and a provider in memory.
 */
class CoreTest {

  private static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();
  private static final String FILE = "dev/leadline/core/component/Shop.java";

  private final RecordingProvider provider = new RecordingProvider("memory");
  private final NameLanguage language = new NameLanguage();
  private Core core;

  @BeforeEach
  void start() {
    BridgeInstaller.install(INSTRUMENTATION);
    Shop.sell("loaded", 1);
    core =
        new Core(
            INSTRUMENTATION,
            new Core.Settings(
                "", false, false, false, Budget.UNLIMITED, List.of(), false, Optional.empty()),
            Clock.SYSTEM,
            service -> service.getClass().getName(),
            new QuietLogger());
    core.add(provider);
    core.add(language);
  }

  @AfterEach
  void stop() {
    core.close();
  }

  @Test
  void countsEveryHitOfALoadedClassExactly() throws Exception {
    declare(counter("sales", "sell", "who"));
    awaitLive("sales", 1);
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      String who = t % 2 == 0 ? "even" : "odd";
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 250_000; i++) {
                  Shop.sell(who, i);
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(provider.sums())
        .isEqualTo(Map.of("sales[even]", 500_000.0, "sales[odd]", 500_000.0));
    TracepointStatus status = core.registry().status("sales").orElseThrow();
    assertThat(status.state()).isEqualTo(TracepointState.ACTIVE);
    assertThat(status.hits()).isEqualTo(1_000_000);
    assertThat(status.recorded()).isEqualTo(1_000_000);
    assertThat(status.series()).isEqualTo(2);
  }

  @Test
  void passesTheReceiverAndRecordsWithAccessorsAndEnums() {
    Shop shop = new Shop();
    declare(counter("orders", "order", "customer.tier"));
    awaitLive("orders", 1);
    shop.order(new Shop.Customer("ann", Shop.Tier.GOLD));
    shop.order(new Shop.Customer("bob", Shop.Tier.BASIC));
    shop.order(new Shop.Customer("cid", Shop.Tier.GOLD));
    shop.order(null);
    assertThat(provider.sums())
        .isEqualTo(Map.of("orders[GOLD]", 2.0, "orders[BASIC]", 1.0, "orders[_error]", 1.0));
    assertThat(core.registry().status("orders").orElseThrow().dropped())
        .isEqualTo(Map.of("label_error", 1L));
  }

  @Test
  void allocatesNothingOnAHitWithALabel() {
    declare(counter("sales", "sell", "who"));
    awaitLive("sales", 1);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    String[] who = {"a", "b", "c"};
    long allocated = Long.MAX_VALUE;
    // Warm until the JIT has settled: a round that allocates nothing ends it, and none ever doing
    // so fails it.
    for (int round = 0; round < 200 && allocated > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100_000; i++) {
        Shop.sell(who[i % who.length], i);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).isZero();
  }

  @Test
  void keepsAnUnchangedTracepointAndReplacesAnEditedOne() {
    declare(counter("sales", "sell", "who"));
    awaitLive("sales", 1);
    Shop.sell("ann", 1);
    declare(counter("sales", "sell", "who"));
    Shop.sell("ann", 1);
    assertThat(core.registry().status("sales").orElseThrow().hits()).isEqualTo(2);

    // Another expression for the same metric: its series go on.
    declare(
        counter("sales", "sell", "who")
            .replace("\"metrics\"", "\"description\": \"edited\", \"metrics\""));
    awaitStatus("sales", status -> status.hits() == 0 && status.probes().size() == 1);
    awaitLive("sales", 1);
    Shop.sell("ann", 1);
    assertThat(provider.sums()).isEqualTo(Map.of("sales[ann]", 3.0));
  }

  @Test
  void removalPutsTheClassBackAndTheMetricAway() throws Exception {
    byte[] before = bytesOf(Shop.class);
    declare(counter("sales", "sell", "who"));
    awaitLive("sales", 1);
    assertThat(bytesOf(Shop.class)).isNotEqualTo(before);
    Shop.sell("ann", 1);
    core.registry().withdraw("test");
    await().untilAsserted(() -> assertThat(provider.sums()).isEmpty());
    await().untilAsserted(() -> assertThat(bytesOf(Shop.class)).isEqualTo(before));
    Shop.sell("ann", 1);
    assertThat(provider.sums()).isEmpty();
    assertThat(core.registry().statuses()).isEmpty();
  }

  @Test
  void findsItsWayIntoAClassThatLoadsLater() throws Exception {
    declare(counter("sales", "sell", "who"));
    Path classes = Path.of(Shop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var loader = new IsolatedLoader(classes)) {
      Class<?> type = Class.forName(Shop.class.getName(), true, loader);
      var sell = type.getDeclaredMethod("sell", String.class, int.class);
      sell.setAccessible(true);
      awaitStatus("sales", status -> loader.hasLive(status.probes()));
      sell.invoke(null, "late", 1);
      assertThat(provider.sums()).containsEntry("sales[late]", 1.0);
    }
  }

  @Test
  void followsProvidersAndLanguagesThatComeAndGo() {
    declare(counter("sales", "sell", "who"));
    awaitLive("sales", 1);
    RecordingProvider second = new RecordingProvider("second");
    core.add(second);
    await()
        .until(
            () ->
                core.registry().status("sales").orElseThrow().exposedNames().get("sales").size()
                    == 2);
    settle();
    Shop.sell("ann", 1);
    assertThat(second.sums()).isEqualTo(Map.of("sales[ann]", 1.0));
    core.remove(second);
    Shop.sell("ann", 1);
    assertThat(second.sums()).isEmpty();
    assertThat(provider.sums()).isEqualTo(Map.of("sales[ann]", 2.0));

    core.remove(language);
    Shop.sell("ann", 1);
    TracepointStatus paused = core.registry().status("sales").orElseThrow();
    assertThat(paused.state()).isEqualTo(TracepointState.PAUSED);
    assertThat(paused.reason()).isEqualTo("the language name is absent");
    core.add(language);
    awaitLive("sales", 1);
    Shop.sell("ann", 1);
    assertThat(provider.sums()).isEqualTo(Map.of("sales[ann]", 3.0));
  }

  @Test
  void saysWhyThereIsNoProbe() {
    declare(
        "["
            + tracepoint("line", FILE, 1, metric("a", ""))
            + ","
            + tracepoint("file", "dev/leadline/core/component/Shopp.java", 10, metric("b", ""))
            + ","
            + tracepoint("name", FILE, lineOf("sell"), metric("c", label("nobody")))
            + "]");
    awaitStatus("line", status -> status.state() == TracepointState.NO_CODE);
    assertThat(core.registry().status("line").orElseThrow().reason())
        .contains("nearest lines with code");
    awaitStatus("file", status -> status.reason().contains("component/Shop"));
    assertThat(core.registry().status("file").orElseThrow().state())
        .isEqualTo(TracepointState.PENDING);
    awaitStatus("name", status -> status.state() == TracepointState.REJECTED);
    assertThat(core.registry().status("name").orElseThrow().reason())
        .contains("NL-001")
        .contains("no variable nobody");
  }

  @Test
  void keepsConflictingMetricsApartUntilTheFirstIsGone() {
    core.registry().declare("one", read(counter("a", "sell", "who")));
    List<Problem> problems =
        core.registry()
            .declare("two", read(tracepoint("b", FILE, lineOf("sell"), metric("a", ""))));
    assertThat(problems).extracting(Problem::code).containsExactly("MC-002");
    assertThat(core.registry().status("b").orElseThrow().state())
        .isEqualTo(TracepointState.REJECTED);
    core.registry().withdraw("one");
    awaitLive("b", 1);
  }

  @Test
  void firesExactlyAsOftenAsAllowedAndThenIsExhausted() {
    declare(
        counter("sales", "sell", "who")
            .replace("\"metrics\"", "\"args\": {\"fire_count\": 3}, \"metrics\""));
    awaitLive("sales", 1);
    for (int i = 0; i < 10; i++) {
      Shop.sell("ann", 1);
    }
    assertThat(provider.sums()).isEqualTo(Map.of("sales[ann]", 3.0));
    assertThat(core.registry().status("sales").orElseThrow().state())
        .isEqualTo(TracepointState.EXHAUSTED);
  }

  /** Everything that was asked for before has been done. */
  private void settle() {
    CountDownLatch done = new CountDownLatch(1);
    core.afterAll(done::countDown);
    await().until(() -> done.getCount() == 0);
  }

  private void declare(String json) {
    assertThat(core.registry().declare("test", read(json))).isEmpty();
  }

  private static List<Declaration> read(String json) {
    TracepointFormat.Reading reading = new JsonTracepointFormat().read("test", json);
    assertThat(reading.problems()).isEmpty();
    return reading.declarations();
  }

  private void awaitLive(String id, int probes) {
    awaitStatus(
        id,
        status ->
            status.probes().size() >= probes
                && status.probes().stream().allMatch(probe -> probe.live()));
    settle();
  }

  private void awaitStatus(String id, Predicate<TracepointStatus> condition) {
    await()
        .untilAsserted(
            () ->
                assertThat(core.registry().status(id))
                    .hasValueSatisfying(status -> assertThat(status).matches(condition)));
  }

  private static String counter(String name, String marker, String label) {
    return tracepoint(name, FILE, lineOf(marker), metric(name, label(label)));
  }

  private static String tracepoint(String id, String path, int line, String metric) {
    return "{\"ID\": \"%s\", \"path\": \"%s\", \"lineNumber\": %d, \"language\": \"name\", \"metrics\": [%s]}"
        .formatted(id, path, line, metric);
  }

  private static String metric(String name, String labels) {
    return "{\"name\": \"%s\"%s}".formatted(name, labels);
  }

  private static String label(String expression) {
    return ", \"labels\": [{\"key\": \"l\", \"expression\": \"%s\"}]".formatted(expression);
  }

  private static int lineOf(String marker) {
    try {
      List<String> lines = Files.readAllLines(Path.of("src/test/java", FILE));
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

  /** What the JVM hands out for the class now, after all transformers that were added before. */
  private static byte[] bytesOf(Class<?> type) throws UnmodifiableClassException {
    List<byte[]> seen = new ArrayList<>();
    ClassFileTransformer peek =
        new ClassWitness(
            type,
            bytes -> {
              seen.add(bytes);
            });
    INSTRUMENTATION.addTransformer(peek, true);
    try {
      INSTRUMENTATION.retransformClasses(type);
    } finally {
      INSTRUMENTATION.removeTransformer(peek);
    }
    return seen.get(0);
  }
}
