package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.tracepoint.TracepointState;
import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** SPEC 4: what the application is promised. */
class Spec4PromisesTest extends CoreFixture {

  @Test
  void holdsNoLockWhileTheTextOfALabelIsAskedFor() throws Exception {
    Values.see(null, null);
    start(PLAIN);
    declare(atLine("see", "Values.java", lineOf("Values.java", "see"), counter("calls", "label")));
    awaitLive("see");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Values.slow =
        () -> {
          asked.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    Thread slow = new Thread(() -> Values.see(1, Values.Label.SLOW));
    Thread other = new Thread(() -> Values.see(1, Values.Label.PLAIN));
    try {
      slow.start();
      assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
      other.start();
      other.join(TimeUnit.MINUTES.toMillis(1));
      assertThat(other.isAlive()).isFalse();
      assertThat(provider.sums()).isEqualTo(Map.of("calls[PLAIN]", 1.0));
    } finally {
      goOn.countDown();
      slow.join();
      Values.slow = () -> {};
    }
    assertThat(provider.sums()).containsEntry("calls[SLOW]", 1.0);
  }

  /** A provider of an application's own registry may wait for a lock of the application's. */
  @Test
  void holdsNoLockWhileAProviderGivesASeries() throws Exception {
    Values.see(null, null);
    start(PLAIN);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    core().add(new WaitingProvider(asked, goOn));
    declare(atLine("see", "Values.java", lineOf("Values.java", "see"), counter("calls", "value")));
    awaitLive("see");
    Thread slow = new Thread(() -> Values.see("slow", null));
    Thread other = new Thread(() -> Values.see("quick", null));
    try {
      slow.start();
      assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
      other.start();
      other.join(TimeUnit.MINUTES.toMillis(1));
      assertThat(other.isAlive()).isFalse();
      assertThat(provider.sums()).containsEntry("calls[quick]", 1.0);
    } finally {
      goOn.countDown();
      slow.join();
    }
    assertThat(provider.sums()).isEqualTo(Map.of("calls[quick]", 1.0, "calls[slow]", 1.0));
  }

  /** Its series for {@code slow} comes when it may. */
  private record WaitingProvider(CountDownLatch asked, CountDownLatch goOn)
      implements MetricProvider {
    @Override
    public String name() {
      return "waiting";
    }

    @Override
    public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
      return new InstrumentResult.Opened(
          new Instrument() {
            @Override
            public Series series(List<String> labelValues) {
              if (labelValues.equals(List.of("slow"))) {
                asked.countDown();
                try {
                  goOn.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
              return value -> {};
            }

            @Override
            public void close() {}
          },
          definition.name());
    }
  }

  /** Values, labels, conditions and a provider fail, each at each hit. */
  @Test
  void logsNothingOnTheApplicationsThreadInAMillionHitsThatFail() throws Exception {
    Values.see(null, null);
    start(PLAIN);
    core().add(new FailingProvider());
    int line = lineOf("Values.java", "see");
    declare(
        "["
            + atLine("see", "Values.java", line, counter("calls", "label"))
            + ", "
            + atLine("value", "Values.java", line, metric("value", "GAUGE", "label.fails"))
            + ", "
            + tracepoint(
                "condition",
                "Values.java",
                "\"lineNumber\": %d, \"args\": {\"condition\": \"label.fails\"}".formatted(line),
                counter("condition"))
            + "]");
    awaitLive("see");
    awaitLive("value");
    awaitLive("condition");
    int hits = 1_000_000;
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    log.tell(message -> heard.add(Thread.currentThread().getName() + ": " + message));
    Thread application =
        new Thread(
            () -> {
              for (int i = 0; i < hits; i++) {
                Values.see(i, Values.Label.BROKEN);
              }
            },
            "application");
    application.start();
    application.join();
    core().lookNow();
    settle();
    assertThat(status("see").dropped()).isEqualTo(Map.of("label_error", (long) hits));
    assertThat(status("value").dropped()).isEqualTo(Map.of("value_error", (long) hits));
    assertThat(status("condition").dropped()).isEqualTo(Map.of("condition_error", (long) hits));
    assertThat(heard).noneMatch(message -> message.startsWith("application"));
    assertThat(heard)
        .filteredOn(message -> message.contains("disabled"))
        .containsExactly(
            "leadline-core: the provider failing is disabled: it failed 100 times, first with"
                + " java.lang.IllegalStateException");
  }

  @Test
  void keepsTheNamesOfParametersAtInstallationAndAtRemoval() {
    assertThat(parameterNames()).containsExactly("name", "tier");
    start(PLAIN);
    declare(
        tracepoint(
            "made",
            "Shop.java",
            "\"args\": {\"method_name\": \"<init>\", \"class_name\": \"%s\"}"
                .formatted(Shop.Customer.class.getName()),
            counter("made")));
    awaitLive("made");
    assertThat(new Shop.Customer("ann", Shop.Tier.GOLD).name()).isEqualTo("ann");
    assertThat(provider.sums()).isEqualTo(Map.of("made[]", 1.0));
    assertThat(parameterNames()).containsExactly("name", "tier");
    core().registry().withdraw("test");
    settle();
    assertThat(core().footprint().classes()).isZero();
    assertThat(parameterNames()).containsExactly("name", "tier");
  }

  /**
   * A tracepoint is withdrawn while its class is being retransformed: the end of the installation
   * is not to be taken for the end of all work.
   */
  @Test
  void putsAClassBackWhoseTracepointGoesWhileItIsInstalled() throws Exception {
    assertThat(Shop.sell("", 0)).isZero();
    start(PLAIN);
    CountDownLatch installing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    ClassFileTransformer observer =
        new ClassWitness(
            Shop.class,
            classFile -> {
              calls.set(callSites(classFile));
              installing.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    declare(atLine("warm", "Exits.java", lineOf("Exits.java", "lined"), counter("warm")));
    settle();
    INSTRUMENTATION.addTransformer(observer, true);
    try {
      declare(atLine("sell", "Shop.java", lineOf("Shop.java", "sell"), counter("sold")));
      assertThat(installing.await(1, TimeUnit.MINUTES)).isTrue();
      core().registry().withdraw("test");
      goOn.countDown();
      settle();
    } finally {
      goOn.countDown();
      INSTRUMENTATION.removeTransformer(observer);
    }
    assertThat(core().footprint().classes()).isZero();
    // The last that was seen of it.
    assertThat(calls).hasValue(0);
  }

  @Test
  void takesEveryCallSiteOutWhenTheTracepointGoes() {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    observingShop(
        seen,
        () -> {
          declare("[" + sell("sell") + ", " + sell("again") + "]");
          awaitLive("sell");
          awaitLive("again");
          declare(sell("sell"));
          settle();
          core().registry().withdraw("test");
          settle();
        });
    assertThat(seen).containsExactly(2, 1, 0);
    assertThat(core().footprint()).isEqualTo(new Core.Footprint(0, 0));
  }

  @Test
  void takesEveryCallSiteOutWhenItStops() {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    observingShop(
        seen,
        () -> {
          declare("[" + sell("sell") + ", " + sell("again") + "]");
          awaitLive("sell");
          awaitLive("again");
          core().close();
        });
    assertThat(seen).containsExactly(2, 0);
    Shop.sell("ann", 1);
    assertThat(provider.sums()).isEmpty();
  }

  private static String sell(String id) {
    return atLine(id, "Shop.java", lineOf("Shop.java", "sell"), counter(id));
  }

  /** How many call sites the class has after each retransformation. */
  private void observingShop(List<Integer> seen, Runnable steps) {
    assertThat(Shop.sell("", 0)).isZero();
    start(PLAIN);
    // The observer comes after our own transformer, and so sees what that has made.
    declare(atLine("warm", "Exits.java", lineOf("Exits.java", "lined"), counter("warm")));
    settle();
    ClassFileTransformer observer =
        new ClassWitness(
            Shop.class,
            classFile -> {
              seen.add(callSites(classFile));
            });
    INSTRUMENTATION.addTransformer(observer, true);
    try {
      steps.run();
    } finally {
      INSTRUMENTATION.removeTransformer(observer);
    }
  }

  private static int callSites(byte[] classFile) {
    AtomicInteger found = new AtomicInteger();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitInvokeDynamicInsn(
                      String site, String type, Handle bootstrap, Object... arguments) {
                    if (bootstrap.getOwner().equals("java/lang/LeadlineBridge")) {
                      found.incrementAndGet();
                    }
                  }
                };
              }
            },
            0);
    return found.get();
  }

  @Test
  void refusesARecordThatTheJvmWouldCorruptAndLeavesItAlone() {
    AtomicInteger retransformed = new AtomicInteger();
    ClassFileTransformer observer =
        new ClassWitness(
            Ticket.class,
            classFile -> {
              retransformed.incrementAndGet();
            });
    assertThat(Ticket.Office.sell(new Ticket("7b"))).isEqualTo(2);
    INSTRUMENTATION.addTransformer(observer, true);
    try {
      start(PLAIN);
      declare(
          "["
              + atLine("ticket", "Ticket.java", lineOf("Ticket.java", "ticket"), counter("ticket"))
              + ", "
              + atLine("office", "Ticket.java", lineOf("Ticket.java", "office"), counter("office"))
              + "]");
      awaitLive("office");
    } finally {
      INSTRUMENTATION.removeTransformer(observer);
    }
    Ticket.Office.sell(new Ticket("7b"));
    if (isMended(Runtime.version())) {
      awaitLive("ticket");
      return;
    }
    assertThat(status("ticket").state()).isEqualTo(TracepointState.REJECTED);
    assertThat(status("ticket").reason())
        .startsWith(Ticket.class.getName() + ": a record with type annotations")
        .contains("JDK-8376185");
    assertThat(retransformed).hasValue(0);
    assertThat(provider.sums()).isEqualTo(Map.of("office[]", 1.0));
  }

  private static boolean isMended(Runtime.Version version) {
    return version.compareTo(Runtime.Version.parse("25.0.4")) >= 0
        && !(version.feature() == 26 && version.update() < 2);
  }

  private static String[] parameterNames() {
    // Reflection reads them anew from the class: the JVM drops its cache at a retransformation.
    return Arrays.stream(Shop.Customer.class.getDeclaredConstructors()[0].getParameters())
        .map(Parameter::getName)
        .toArray(String[]::new);
  }

  @Test
  void leavesNoTraceInTheProcess() {
    Properties before = (Properties) System.getProperties().clone();
    start(PLAIN);
    Exits.touch(0, null);
    declare(methodEnd("touch", "Exits.java", "touch", counter("touch", "who")));
    awaitLive("touch");
    Exits.touch(1, "ann");
    assertThat(System.getProperties()).isEqualTo(before);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("leadline-"))
        .isNotEmpty()
        .allSatisfy(
            thread -> {
              assertThat(thread.isDaemon()).isTrue();
              assertThat(thread.getContextClassLoader()).isNull();
            });
  }
}
