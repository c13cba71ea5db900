package dev.leadline.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import dev.leadline.bridge.BridgeInstaller;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * The bundles at work on a class of this bundle, while others come and go. The test does what the
 * launcher does: it has the instrumentation, installs the bridge, and keeps the log.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class TracepointsIT {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final String FERRY = "dev/leadline/itests/container/Ferry.java";
  private static final String PROMETHEUS = "dev.leadline.provider.prometheus";
  private static final String GROOVY = "dev.leadline.expression.groovy";

  private final CollectingLogger log = new CollectingLogger();
  private final Ledger ledger = new Ledger();
  private Ferry ferry;
  private Instrumentation instrumentation;
  private ServiceRegistration<?> instrumentationService;
  private ServiceRegistration<?> logService;
  private ServiceRegistration<?> ledgerService;

  @Configuration
  public Option[] configuration() {
    return options(
        ContainerOptions.distribution(),
        // The one copy of Byte Buddy's agent that has the instrumentation, and the bridge.
        systemPackages("net.bytebuddy.agent", "dev.leadline.bridge"),
        frameworkProperty("leadline.prometheus.port").value("0"));
  }

  @Before
  public void startCore() throws Exception {
    instrumentation = ByteBuddyAgent.install();
    BridgeInstaller.install(instrumentation);
    // Not before: outside of the container it would be another class, with a probe of its own.
    ferry = new Ferry();
    assertNull("a registry before there is anything", find(TracepointRegistry.class));
    instrumentationService =
        context().registerService(Instrumentation.class, instrumentation, null);
    assertNull("a registry without a log", find(TracepointRegistry.class));
    logService = context().registerService(System.Logger.class, log, null);
    ledgerService = context().registerService(MetricProvider.class, ledger, null);
    await("the registry", () -> find(TracepointRegistry.class) != null);
  }

  @After
  public void stopCore() throws Exception {
    registry().withdraw("test");
    for (String name : List.of(PROMETHEUS, GROOVY)) {
      bundleOf(name).start();
    }
    ledgerService.unregister();
    logService.unregister();
    await("the registry to go", () -> find(TracepointRegistry.class) == null);
    instrumentationService.unregister();
  }

  @Test
  public void offersItsServicesOnceInstrumentationAndLogAreThere() throws Exception {
    assertNotNull(find(TracepointFormat.class));
    assertEquals(List.of(), registry().statuses());
    assertEquals("dev.leadline.core", find(TracepointRegistry.class).getBundle().getSymbolicName());

    // Whoever takes the instrumentation away gets the classes back.
    declare("\"name\": \"crossings\"");
    awaitLive();
    instrumentationService.unregister();
    await("the registry to go", () -> find(TracepointRegistry.class) == null);
    assertEquals(Map.of(), ledger.sums());
    ferry.cross("ann", 1);
    instrumentationService =
        context().registerService(Instrumentation.class, instrumentation, null);
    await("the registry", () -> find(TracepointRegistry.class) != null);
    assertEquals(List.of(), registry().statuses());
  }

  @Test
  public void opensAndClosesInstrumentsWithTheProvidersBundle() throws Exception {
    declare("\"name\": \"crossings\", \"unit\": \"passengers\"");
    awaitLive();
    awaitNames("ledger:crossings", "prometheus:crossings_passengers_total");
    Retransformations retransformations = new Retransformations(Ferry.class);
    instrumentation.addTransformer(retransformations, true);
    try {
      ferry.cross("ann", 1);
      bundleOf(PROMETHEUS).stop();
      awaitNames("ledger:crossings");
      ferry.cross("bob", 1);
      bundleOf(PROMETHEUS).start();
      awaitNames("ledger:crossings", "prometheus:crossings_passengers_total");
      ferry.cross("cid", 1);

      // The other provider never noticed.
      assertEquals(Map.of("crossings[]", 3.0), ledger.sums());
      assertEquals(3, status().hits());
      ledgerService.unregister();
      awaitNames("prometheus:crossings_passengers_total");
      assertEquals(Map.of(), ledger.sums());
      ledgerService = context().registerService(MetricProvider.class, ledger, null);
      awaitNames("ledger:crossings", "prometheus:crossings_passengers_total");
      ferry.cross("dan", 1);
      await("a new sum", () -> ledger.sums().equals(Map.of("crossings[]", 1.0)));
      assertEquals(0, retransformations.count());
    } finally {
      instrumentation.removeTransformer(retransformations);
    }
  }

  @Test
  public void pausesWhileItsLanguageIsAbsent() throws Exception {
    declare(
        "\"name\": \"fares\", \"expression\": \"fare\","
            + " \"labels\": [ { \"key\": \"who\", \"expression\": \"passenger\" } ]");
    awaitLive();
    Retransformations retransformations = new Retransformations(Ferry.class);
    instrumentation.addTransformer(retransformations, true);
    try {
      ferry.cross("ann", 5);
      bundleOf(GROOVY).stop();
      TracepointStatus paused = status();
      assertEquals(TracepointState.PAUSED, paused.state());
      assertEquals("the language groovy is absent", paused.reason());
      ferry.cross("ann", 100);
      assertEquals(Map.of("fares[ann]", 5.0), ledger.sums());

      bundleOf(GROOVY).start();
      awaitLive();
      ferry.cross("ann", 7);
      assertEquals(Map.of("fares[ann]", 12.0), ledger.sums());
      assertEquals(TracepointState.ACTIVE, status().state());
      assertEquals(2, status().hits());
      assertEquals(0, retransformations.count());
    } finally {
      instrumentation.removeTransformer(retransformations);
    }
  }

  @Test
  public void countsTheErrorsOfExpressionsByTheirReason() throws Exception {
    declare(
        "\"name\": \"lengths\", \"expression\": \"passenger.length()\" }, {"
            + " \"name\": \"names\", \"expression\": \"passenger\" }, {"
            + " \"name\": \"debts\", \"expression\": \"0 - fare\" }, {"
            + " \"name\": \"good\", \"expression\": \"fare\"");
    awaitLive();
    ferry.cross("ann", 2);
    ferry.cross(null, 3);
    ferry.cross("12.5", 4);
    assertEquals(
        Map.of("lengths[]", 7.0, "names[]", 12.5, "good[]", 9.0), withoutZeros(ledger.sums()));
    TracepointStatus status = status();
    assertEquals(
        Map.of(
            "value_error", 1L,
            "value_null", 1L,
            "value_not_a_number", 1L,
            "value_negative", 3L),
        status.dropped());
    assertEquals(3, status.hits());
    assertEquals(3, status.fires());
    assertEquals(3 * 4 - 6, status.recorded());
    assertEquals(1, status.errors().size());
    assertTrue(status.errors().get(0), status.errors().get(0).contains("NullPointerException"));
    assertEquals(6, ferry.takings());
  }

  private void declare(String metric) throws IOException {
    String json =
        "{ \"ID\": \"ferry\", \"path\": \"%s\", \"lineNumber\": %d, \"metrics\": [ { %s } ] }"
            .formatted(FERRY, line(), metric);
    TracepointFormat format = context().getService(find(TracepointFormat.class));
    TracepointFormat.Reading reading = format.read("ferry.json", json);
    assertEquals(List.of(), reading.problems());
    assertEquals(List.of(), registry().declare("test", reading.declarations()));
  }

  /** Waits for the probe to be live and its instruments to be open in what is there now. */
  private void awaitLive() throws Exception {
    awaitStatus(
        "a live probe",
        status ->
            !status.probes().isEmpty()
                && status.probes().stream().allMatch(probe -> probe.live())
                && !status.exposedNames().isEmpty()
                && status.exposedNames().values().stream()
                    .allMatch(names -> names.stream().anyMatch(name -> name.startsWith("ledger"))));
  }

  private void awaitNames(String... names) throws Exception {
    awaitStatus(
        "the names " + List.of(names),
        status -> status.exposedNames().equals(Map.of("crossings", List.of(names))));
  }

  private void awaitStatus(String what, Predicate<TracepointStatus> condition) throws Exception {
    try {
      await(what, () -> condition.test(status()));
    } catch (AssertionError e) {
      throw new AssertionError(status() + "\n" + String.join("\n", log.lines()), e);
    }
  }

  private TracepointStatus status() {
    return registry().status("ferry").orElseThrow();
  }

  private static TracepointRegistry registry() {
    ServiceReference<TracepointRegistry> reference = find(TracepointRegistry.class);
    assertNotNull("the registry", reference);
    return context().getService(reference);
  }

  private static int line() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("src/test/java", FERRY));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).endsWith("// tracepoint: cross")) {
        return i + 1;
      }
    }
    throw new AssertionError("no line is marked");
  }

  private static Map<String, Double> withoutZeros(Map<String, Double> sums) {
    sums.values().removeIf(sum -> sum == 0);
    assertFalse(sums.isEmpty());
    return sums;
  }

  /** Not with Awaitility: its Hamcrest and that of JUnit 4 do not go together. */
  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError("waited in vain for " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  /** Of this class as it is in the container; Pax Exam makes one outside too, to configure it. */
  private static BundleContext context() {
    return FrameworkUtil.getBundle(TracepointsIT.class).getBundleContext();
  }

  private static <S> ServiceReference<S> find(Class<S> service) {
    return context().getServiceReference(service);
  }

  private static Bundle bundleOf(String symbolicName) {
    return Arrays.stream(context().getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
  }
}
