package dev.leadline.itests.container;

import static dev.leadline.itests.container.Container.GROOVY;
import static dev.leadline.itests.container.Container.PROMETHEUS;
import static dev.leadline.itests.container.Container.await;
import static dev.leadline.itests.container.Container.bundle;
import static dev.leadline.itests.container.Container.context;
import static dev.leadline.itests.container.Container.find;
import static dev.leadline.itests.container.Container.lineOf;
import static dev.leadline.itests.container.Container.status;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import dev.leadline.itests.container.Tally.Run;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
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
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Four threads pass fifty tracepoints while providers and the expression language are stopped,
 * started, updated, dropped in and taken out, two hundred times at random. Every pass has a number,
 * so that each provider can be asked exactly which ones it was given.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotSwapIT {

  private static final long SEED = 20_261_125;
  private static final int SWAPS = 200;
  private static final int LANES = 4;
  private static final int GATES = 10;
  private static final int TRACEPOINTS = 50;

  /** Passes of each lane between two swaps: enough for every provider to get some. */
  private static final long PASSES = 10;

  private static final long BREATH = 20;
  private static final long BREATH_NANOS = 100_000;

  private static final String RELAY = "com.acme.provider.relay";

  private final Launcher launcher = new Launcher();
  private final Random random = new Random(SEED);
  private final List<Tally> tallies = new CopyOnWriteArrayList<>();
  private final List<WeakReference<ClassLoader>> oldLoaders = new ArrayList<>();
  private Instrumentation instrumentation;
  private int languageOutages;
  private ServiceRegistration<?> relaySource;

  @Configuration
  public Option[] configuration() {
    return options(
        ContainerOptions.distribution(),
        systemPackages("net.bytebuddy.agent", "dev.leadline.bridge"),
        frameworkProperty("leadline.prometheus.port").value("0"),
        // Four threads that do nothing else cost more than any budget.
        frameworkProperty("leadline.budget.percent").value("0"));
  }

  @Before
  public void startCore() throws Exception {
    launcher.start();
    instrumentation = launcher.instrumentation();
    relaySource =
        context()
            .registerService(
                Supplier.class,
                (Supplier<MetricProvider>) () -> tally("relay"),
                new Hashtable<>(Map.of("relay", true)));
    await("the registry", () -> find(TracepointRegistry.class) != null);
  }

  @After
  public void stopCore() throws Exception {
    relaySource.unregister();
    launcher.stop();
  }

  private Tally tally(String name) {
    Tally tally = new Tally(name);
    tallies.add(tally);
    return tally;
  }

  @Test
  public void losesNothingWhileEverythingIsExchanged() throws Exception {
    Tally constant = new Tally("constant");
    ServiceRegistration<MetricProvider> constantService =
        context().registerService(MetricProvider.class, constant, null);
    Turnstile.pass("before", 0);
    declareAll();
    List<Lane> lanes = new ArrayList<>();
    Retransformations retransformations = new Retransformations(Turnstile.class);
    instrumentation.addTransformer(retransformations, true);
    try {
      for (int i = 0; i < LANES; i++) {
        lanes.add(new Lane("lane" + i));
      }
      lanes.forEach(Thread::start);
      ServiceSlot first = new ServiceSlot("first");
      ServiceSlot second = new ServiceSlot("second");
      for (int i = 0; i < SWAPS; i++) {
        swap(first, second);
        awaitProgress(lanes);
      }
      restoreAll(first, second);
      awaitAllLive();
      awaitProgress(lanes);
    } finally {
      lanes.forEach(Lane::end);
      for (Lane lane : lanes) {
        lane.join();
      }
      instrumentation.removeTransformer(retransformations);
    }
    lanes.forEach(lane -> assertEquals(lane.getName(), List.of(), lane.thrown));
    assertEquals(0, retransformations.count());
    checkConstant(constant, lanes);
    checkOthers(constant);

    Container.service(TracepointRegistry.class).withdraw("swap");
    constantService.unregister();
    checkLeaks();
  }

  /** A thread of the application's. */
  private static final class Lane extends Thread {

    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long passes;

    Lane(String name) {
      super(name);
    }

    @Override
    public void run() {
      try {
        for (long n = 1; ended.getCount() > 0; n++) {
          Turnstile.pass(getName(), n);
          passes = n;
          if (n % BREATH == 0) {
            // The others of this machine want to get on as well.
            LockSupport.parkNanos(BREATH_NANOS);
          }
        }
      } catch (Throwable failure) {
        thrown.add(failure);
      }
    }

    void end() {
      ended.countDown();
    }
  }

  /** A provider that the test registers itself, a new one each time. */
  private final class ServiceSlot {

    private final String name;
    private ServiceRegistration<MetricProvider> registration;

    ServiceSlot(String name) {
      this.name = name;
    }

    void swap() {
      if (registration == null) {
        registration = context().registerService(MetricProvider.class, tally(name), null);
      } else {
        registration.unregister();
        registration = null;
      }
    }
  }

  private void swap(ServiceSlot first, ServiceSlot second) throws Exception {
    switch (random.nextInt(10)) {
      case 0, 1 -> first.swap();
      case 2, 3 -> second.swap();
      case 4 -> swapDropped();
      case 5 -> swapState(dropped());
      case 6 -> update(dropped());
      case 7 -> swapState(bundle(PROMETHEUS));
      case 8 -> update(bundle(PROMETHEUS));
      default -> swapLanguage();
    }
  }

  /** The bundle that is dropped in; installed when it is not there. */
  private Bundle dropped() throws BundleException {
    Bundle there = context().getBundle("test:relay");
    return there == null ? context().installBundle("test:relay", relay()) : there;
  }

  /** The bundle that is dropped in. */
  static InputStream relay() {
    return ContainerOptions.bundleOf(
        Map.of(
            "Bundle-SymbolicName",
            RELAY,
            "Bundle-Activator",
            RelayProvider.class.getName(),
            "Import-Package",
            "org.osgi.framework,dev.leadline.sdk.metric;version=\"[1.0,2)\""),
        RelayProvider.class,
        RelayProvider.RelayInstrument.class,
        RelayProvider.RelaySeries.class);
  }

  private void swapDropped() throws Exception {
    Bundle there = context().getBundle("test:relay");
    if (there == null) {
      dropped().start();
    } else {
      rememberLoader(there);
      there.uninstall();
      refresh(there);
    }
  }

  private void swapState(Bundle bundle) throws BundleException {
    if (bundle.getState() == Bundle.ACTIVE) {
      bundle.stop();
    } else {
      bundle.start();
    }
  }

  private void update(Bundle bundle) throws Exception {
    rememberLoader(bundle);
    if (bundle.getLocation().equals("test:relay")) {
      bundle.update(relay());
    } else {
      bundle.update();
    }
    refresh(bundle);
  }

  private void swapLanguage() throws Exception {
    Bundle groovy = bundle(GROOVY);
    if (groovy.getState() == Bundle.ACTIVE) {
      languageOutages++;
    }
    if (random.nextInt(3) == 0) {
      update(groovy);
    } else {
      swapState(groovy);
    }
  }

  private void restoreAll(ServiceSlot first, ServiceSlot second) throws Exception {
    for (String name : List.of(PROMETHEUS, GROOVY)) {
      bundle(name).start();
    }
    for (ServiceSlot slot : List.of(first, second)) {
      if (slot.registration != null) {
        slot.swap();
      }
    }
    if (context().getBundle("test:relay") != null) {
      swapDropped();
    }
  }

  private void rememberLoader(Bundle bundle) {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    if (wiring != null) {
      oldLoaders.add(new WeakReference<>(wiring.getClassLoader()));
    }
  }

  private void refresh(Bundle bundle) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    context()
        .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
        .adapt(FrameworkWiring.class)
        .refreshBundles(
            List.of(bundle),
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
              }
            });
    assertTrue("a refresh of " + bundle, done.await(60, TimeUnit.SECONDS));
  }

  private void declareAll() throws Exception {
    List<String> tracepoints = new ArrayList<>();
    for (int i = 0; i < TRACEPOINTS; i++) {
      tracepoints.add(
          ("{ \"ID\": \"t%d\", \"path\": \"%s\", \"lineNumber\": %d, \"metrics\": [ { \"name\":"
                  + " \"m%d\", \"type\": \"GAUGE\", \"expression\": \"n\", \"labels\": [ {"
                  + " \"key\": \"lane\", \"expression\": \"lane\" } ] } ] }")
              .formatted(
                  i,
                  Container.fileOf(Turnstile.class),
                  lineOf(Turnstile.class, "gate " + i % GATES),
                  i));
    }
    assertEquals(List.of(), Container.declare("swap", "[" + String.join(",\n", tracepoints) + "]"));
    awaitAllLive();
  }

  private void awaitAllLive() throws Exception {
    for (int i = 0; i < TRACEPOINTS; i++) {
      String id = "t" + i;
      await(
          id + " to be live",
          () ->
              !status(id).probes().isEmpty()
                  && status(id).probes().stream().allMatch(probe -> probe.live()));
    }
  }

  private static void awaitProgress(List<Lane> lanes) throws Exception {
    for (Lane lane : lanes) {
      long passes = lane.passes;
      await(
          "progress of " + lane.getName(),
          () -> lane.passes >= passes + PASSES || !lane.thrown.isEmpty());
    }
  }

  /** Without the language nothing is recorded; but for that, the one that stayed has it all. */
  private void checkConstant(Tally constant, List<Lane> lanes) {
    assertEquals(TRACEPOINTS * LANES, constant.lines().size());
    for (int i = 0; i < TRACEPOINTS; i++) {
      long recorded = 0;
      for (Lane lane : lanes) {
        List<Run> runs = constant.lines().get("m" + i + "[" + lane.getName() + "]").runs();
        assertTrue(
            runs.size() + " runs in " + languageOutages + " outages: " + runs,
            runs.size() <= languageOutages + 1);
        assertEquals("the first pass", 1, runs.get(0).from());
        assertEquals("the last pass", lane.passes, runs.get(runs.size() - 1).to());
        recorded += runs.stream().mapToLong(run -> run.to() - run.from() + 1).sum();
      }
      assertEquals("recorded by t" + i, status("t" + i).recorded(), recorded);
      assertEquals(Map.of(), status("t" + i).dropped());
    }
  }

  /** From the first to the last number that a provider was given, it was given all there were. */
  private void checkOthers(Tally constant) {
    long numbers = 0;
    int used = 0;
    for (Tally tally : tallies) {
      used += tally.lines().isEmpty() ? 0 : 1;
      for (Map.Entry<String, Tally.Line> line : tally.lines().entrySet()) {
        List<Run> runs = line.getValue().runs();
        if (!runs.isEmpty()) {
          long from = runs.get(0).from();
          long to = runs.get(runs.size() - 1).to();
          assertEquals(
              tally.name() + " " + line.getKey() + " from " + from + " to " + to,
              within(constant.lines().get(line.getKey()).runs(), from, to),
              runs);
          numbers += runs.stream().mapToLong(run -> run.to() - run.from() + 1).sum();
        }
      }
    }
    assertTrue("providers that came, were used and went: " + used, used > SWAPS / 10);
    assertTrue("what they were given: " + numbers, numbers > (long) used * TRACEPOINTS);
  }

  private static List<Run> within(List<Run> runs, long from, long to) {
    return runs.stream()
        .filter(run -> run.to() >= from && run.from() <= to)
        .map(run -> new Run(Math.max(from, run.from()), Math.min(to, run.to())))
        .toList();
  }

  private void checkLeaks() throws Exception {
    for (String name : List.of(PROMETHEUS, GROOVY)) {
      assertEquals(
          "revisions of " + name,
          1,
          bundle(name).adapt(BundleRevisions.class).getRevisions().size());
    }
    assertTrue("updates: " + oldLoaders.size(), oldLoaders.size() > SWAPS / 20);
    await(
        "old loaders to be collected",
        () -> {
          System.gc();
          return oldLoaders.stream().allMatch(loader -> loader.get() == null);
        });
  }
}
