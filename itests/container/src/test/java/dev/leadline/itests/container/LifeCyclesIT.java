package dev.leadline.itests.container;

import static dev.leadline.itests.container.Container.CORE;
import static dev.leadline.itests.container.Container.GROOVY;
import static dev.leadline.itests.container.Container.PROMETHEUS;
import static dev.leadline.itests.container.Container.SOURCE;
import static dev.leadline.itests.container.Container.await;
import static dev.leadline.itests.container.Container.bundle;
import static dev.leadline.itests.container.Container.context;
import static dev.leadline.itests.container.Container.find;
import static dev.leadline.itests.container.Container.service;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.inventory.Inventory;
import dev.leadline.sdk.inventory.ServiceState;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** The bundles start, stop and are updated in every order, and find each other all the same. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class LifeCyclesIT {

  private static final List<String> BUNDLES = List.of(CORE, GROOVY, SOURCE, PROMETHEUS);

  private static final Path DIRECTORY = Path.of("target/life-cycles").toAbsolutePath();

  private final Launcher launcher = new Launcher();
  private final Ledger ledger = new Ledger();
  private ServiceRegistration<MetricProvider> ledgerService;
  private Ferry ferry;

  @Configuration
  public Option[] configuration() {
    return options(
        ContainerOptions.distribution(),
        systemPackages("net.bytebuddy.agent", "dev.leadline.bridge"),
        frameworkProperty("leadline.prometheus.port").value("0"),
        frameworkProperty("leadline.budget.percent").value("0"),
        frameworkProperty("leadline.tracepoints.dir").value(DIRECTORY.toString()));
  }

  @Before
  public void start() throws Exception {
    // Not before: outside of the container it would be another class, with a probe of its own.
    ferry = new Ferry();
    Files.writeString(
        Files.createDirectories(DIRECTORY).resolve("ferry.json"),
        ("{ \"ID\": \"ferry\", \"path\": \"%s\", \"lineNumber\": %d, \"metrics\": [ { \"name\":"
                + " \"fares\", \"expression\": \"fare\" } ] }")
            .formatted(
                Container.fileOf(Ferry.class), Container.lineOf(Ferry.class, "tracepoint: cross")));
    // A provider before the core.
    ledgerService = context().registerService(MetricProvider.class, ledger, null);
    launcher.start();
    awaitLive();
  }

  @After
  public void stop() throws Exception {
    for (String name : BUNDLES) {
      bundle(name).start();
    }
    ledgerService.unregister();
    launcher.stop();
  }

  /** Recorded by both, in the order of the text. */
  private void awaitLive() throws Exception {
    try {
      await(
          "the tracepoint in both providers",
          () ->
              status()
                  .filter(
                      status ->
                          !status.probes().isEmpty()
                              && status.probes().stream().allMatch(probe -> probe.live())
                              && status
                                  .exposedNames()
                                  .equals(
                                      Map.of(
                                          "fares",
                                          List.of("ledger:fares", "prometheus:fares_total"))))
                  .isPresent());
    } catch (AssertionError e) {
      // Without a cause: of two, Pax Exam shows the inner one.
      throw new AssertionError(
          e.getMessage() + "\n" + status() + "\n" + String.join("\n", launcher.log()));
    }
  }

  private static Optional<TracepointStatus> status() {
    ServiceReference<TracepointRegistry> reference = find(TracepointRegistry.class);
    TracepointRegistry registry = reference == null ? null : context().getService(reference);
    return registry == null ? Optional.empty() : registry.status("ferry");
  }

  private double fares() {
    return ledger.sums().getOrDefault("fares[]", 0.0);
  }

  @Test
  public void offersTheServicesOfEveryBundle() throws Exception {
    Map<String, Set<String>> services = new TreeMap<>();
    for (Class<?> type :
        List.of(
            TracepointRegistry.class,
            TracepointFormat.class,
            Inventory.class,
            ExpressionLanguage.class,
            MetricProvider.class,
            HealthCheck.class)) {
      for (ServiceReference<?> reference : context().getServiceReferences(type, null)) {
        services
            .computeIfAbsent(type.getSimpleName(), key -> new TreeSet<>())
            .add(reference.getBundle().getSymbolicName());
      }
    }
    assertEquals(Set.of(CORE), services.get("TracepointRegistry"));
    assertEquals(Set.of(CORE), services.get("TracepointFormat"));
    assertEquals(Set.of(CORE), services.get("Inventory"));
    assertEquals(Set.of(GROOVY), services.get("ExpressionLanguage"));
    assertTrue(
        services.toString(),
        services
            .get("MetricProvider")
            .containsAll(Set.of(PROMETHEUS, context().getBundle().getSymbolicName())));
    assertTrue(
        services.toString(),
        services
            .get("HealthCheck")
            .containsAll(Set.of(CORE, SOURCE, "dev.leadline.plugin.directory")));
    assertEquals(
        ServiceState.ACTIVE,
        service(Inventory.class).providers().stream()
            .filter(provider -> provider.name().equals("ledger"))
            .findFirst()
            .orElseThrow()
            .state());
  }

  @Test
  public void recordsExactlyInWhateverOrderBundlesStartAndStop() throws Exception {
    int order = 0;
    for (List<String> names : permutations(BUNDLES)) {
      // Stopped in another order than started: every pair meets both ways round.
      List<String> stopped = new ArrayList<>(names);
      Collections.rotate(stopped, order++ % names.size());
      for (String name : stopped) {
        bundle(name).stop();
      }
      assertNull(find(TracepointRegistry.class));
      ferry.cross("nobody counts", 1_000);
      for (String name : names) {
        bundle(name).start();
        ferry.cross("free", 0);
      }
      awaitLive();
      ferry.cross("ann", 3);
      ferry.cross("bob", 4);
      assertEquals(names.toString(), 7.0, fares(), 0);
    }
  }

  private static List<List<String>> permutations(List<String> names) {
    if (names.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> all = new ArrayList<>();
    for (String first : names) {
      List<String> others = new ArrayList<>(names);
      others.remove(first);
      for (List<String> rest : permutations(others)) {
        List<String> one = new ArrayList<>(List.of(first));
        one.addAll(rest);
        all.add(one);
      }
    }
    return all;
  }

  @Test
  public void restartsAndUpdatesTheCoreUnderThreadsThatPass() throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread thread =
          new Thread(
              () -> {
                Ferry own = new Ferry();
                while (!isOver.get() && thrown.get() == null) {
                  try {
                    own.cross("ann", 1);
                  } catch (Throwable failure) {
                    thrown.set(failure);
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    try {
      for (int i = 0; i < 5; i++) {
        Bundle core = bundle(CORE);
        if (i % 2 == 0) {
          core.stop();
          assertEquals("instruments are closed", Map.of(), ledger.sums());
          core.start();
        } else {
          core.update();
        }
        awaitLive();
        double before = fares();
        await("records", () -> fares() > before);
      }
    } finally {
      isOver.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertNull(String.valueOf(thrown.get()), thrown.get());
  }

  @Test
  public void goesOnAfterEachBundleIsUpdated() throws Exception {
    for (String name : BUNDLES) {
      bundle(name).update();
      awaitLive();
      double before = fares();
      ferry.cross("ann", 5);
      assertEquals(name, before + 5, fares(), 0);
    }
    assertEquals(
        "one bundle of each",
        BUNDLES.size(),
        Arrays.stream(context().getBundles())
            .filter(bundle -> BUNDLES.contains(bundle.getSymbolicName()))
            .count());
  }
}
