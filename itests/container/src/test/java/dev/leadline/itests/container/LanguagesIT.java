package dev.leadline.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
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
 * A language is a service: a second one, of a third party, beside Groovy. It comes after the
 * tracepoints that want it, goes, and comes back in a new version, and no class is retransformed.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class LanguagesIT {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final String FERRY = "dev/leadline/itests/container/Ferry.java";
  private static final String PATHS = "com.acme.language.path";

  private final Ledger ledger = new Ledger();
  private final CollectingLogger log = new CollectingLogger();
  private final List<ServiceRegistration<?>> services = new ArrayList<>();
  private Instrumentation instrumentation;
  private Ferry ferry;

  @Configuration
  public Option[] configuration() {
    return options(
        ContainerOptions.distribution(),
        systemPackages("net.bytebuddy.agent", "dev.leadline.bridge"),
        frameworkProperty("language.bundle").value(System.getProperty("language.bundle")),
        frameworkProperty("leadline.prometheus.port").value("0"));
  }

  @Before
  public void startCore() {
    instrumentation = ByteBuddyAgent.install();
    BridgeInstaller.install(instrumentation);
    ferry = new Ferry();
    BundleContext context = context();
    services.add(context.registerService(Instrumentation.class, instrumentation, null));
    services.add(context.registerService(System.Logger.class, log, null));
    services.add(context.registerService(MetricProvider.class, ledger, null));
    await("the registry", () -> context.getServiceReference(TracepointRegistry.class) != null);
  }

  @After
  public void stopCore() throws Exception {
    registry().withdraw("test");
    services.forEach(ServiceRegistration::unregister);
    for (Bundle bundle : context().getBundles()) {
      if (PATHS.equals(bundle.getSymbolicName())) {
        bundle.uninstall();
      }
    }
  }

  @Test
  public void pausesAndResumesWithTheBundleOfItsLanguage() throws Exception {
    declare(
        """
        "language": "path", "args": { "condition": "passenger" },
        "metrics": [ { "name": "fares", "expression": "fare",
            "labels": [ { "key": "who", "expression": "passenger" } ] } ]
        """);
    assertEquals(TracepointState.PAUSED, status().state());
    assertEquals("the language path is absent", status().reason());
    ferry.cross("true", 1);

    Bundle paths = context().installBundle("paths", bundle("1.0.0"));
    paths.start();
    awaitLive();
    assertEquals("1.0.0", paths.getVersion().toString());
    Retransformations retransformations = new Retransformations(Ferry.class);
    instrumentation.addTransformer(retransformations, true);
    try {
      ferry.cross("true", 2);
      ferry.cross("false", 50);
      assertEquals(Map.of("fares[true]", 2.0), ledger.sums());

      paths.stop();
      assertEquals(TracepointState.PAUSED, status().state());
      assertEquals("the language path is absent", status().reason());
      ferry.cross("true", 100);
      assertEquals(Map.of("fares[true]", 2.0), ledger.sums());

      paths.update(bundle("1.1.0"));
      paths.start();
      awaitLive();
      assertEquals("1.1.0", paths.getVersion().toString());
      ferry.cross("true", 3);
      assertEquals(Map.of("fares[true]", 5.0), ledger.sums());

      // While the application runs, and without a stop: the usual way to put a new version in.
      paths.update(bundle("1.2.0"));
      awaitLive();
      ferry.cross("true", 4);
      assertEquals(Map.of("fares[true]", 9.0), ledger.sums());
      assertEquals(0, retransformations.count());
    } finally {
      instrumentation.removeTransformer(retransformations);
    }
  }

  @Test
  public void speaksTwoLanguagesInOneTracepoint() throws Exception {
    Bundle paths = context().installBundle("paths", bundle("1.0.0"));
    paths.start();
    declare(
        """
        "metrics": [
          { "name": "groovy", "expression": "fare * 2" },
          { "name": "path", "language": "path", "expression": "this/takings",
            "labels": [ { "key": "who", "expression": "passenger" } ] } ]
        """);
    awaitLive();
    ferry.cross("ann", 3);
    ferry.cross("ann", 4);
    assertEquals(Map.of("groovy[]", 14.0, "path[ann]", 3.0), ledger.sums());
    paths.stop();
    assertEquals("the language path is absent", status().reason());
  }

  @Test
  public void saysWhatIsWrongInTheLanguagesOwnWords() throws Exception {
    context().installBundle("paths", bundle("1.0.0")).start();
    declare(
        """
        "language": "path",
        "metrics": [ { "name": "good", "expression": "fare" },
                     { "name": "bad", "expression": "this/fares" } ]
        """);
    awaitLive();
    ferry.cross("ann", 3);
    assertEquals(3.0, ledger.sums().get("good[]"), 0);
    assertEquals(1, status().problems().size());
    assertTrue(
        status().problems().toString(),
        status().problems().get(0).toString().contains("PL-003")
            && status().problems().get(0).message().equals("no field `fares` in Ferry"));
  }

  private void declare(String more) throws IOException {
    String json =
        "{ \"ID\": \"ferry\", \"path\": \"%s\", \"lineNumber\": %d, %s }"
            .formatted(FERRY, line(), more);
    TracepointFormat format =
        context().getService(context().getServiceReference(TracepointFormat.class));
    TracepointFormat.Reading reading = format.read("ferry.json", json);
    assertEquals(List.of(), reading.problems());
    assertEquals(List.of(), registry().declare("test", reading.declarations()));
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

  private void awaitLive() {
    try {
      await(
          "a live probe",
          () ->
              awaited(
                  status ->
                      status.state() != TracepointState.PAUSED
                          && !status.probes().isEmpty()
                          && status.probes().stream().allMatch(probe -> probe.live())));
    } catch (AssertionError e) {
      throw new AssertionError(status() + "\n" + String.join("\n", log.lines()), e);
    }
  }

  private static boolean awaited(Predicate<TracepointStatus> condition) {
    return condition.test(status());
  }

  private static TracepointStatus status() {
    return registry().status("ferry").orElseThrow();
  }

  private static TracepointRegistry registry() {
    ServiceReference<TracepointRegistry> reference =
        context().getServiceReference(TracepointRegistry.class);
    assertNotNull("the registry", reference);
    return context().getService(reference);
  }

  /** The language's bundle, as that version. */
  private static InputStream bundle(String version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarFile original = new JarFile(context().getProperty("language.bundle"))) {
      Manifest manifest = new Manifest(original.getManifest());
      manifest.getMainAttributes().putValue("Bundle-Version", version);
      try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
        for (JarEntry entry : original.stream().toList()) {
          if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
            jar.putNextEntry(new JarEntry(entry.getName()));
            try (InputStream in = original.getInputStream(entry)) {
              in.transferTo(jar);
            }
          }
        }
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static void await(String what, java.util.function.BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError("waited in vain for " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private static BundleContext context() {
    return FrameworkUtil.getBundle(LanguagesIT.class).getBundleContext();
  }
}
