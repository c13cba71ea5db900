package dev.leadline.itests.container;

import static org.junit.Assert.assertNotNull;

import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** The framework that a test is in, and what is in it. */
final class Container {

  static final String CORE = "dev.leadline.core";
  static final String GROOVY = "dev.leadline.expression.groovy";
  static final String PROMETHEUS = "dev.leadline.provider.prometheus";

  static final String SOURCE = "dev.leadline.source.directory";

  private static final String PACKAGE = "dev/leadline/itests/container/";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private Container() {}

  /**
   * Of the tests as they are in the container; Pax Exam makes them outside too, to configure it.
   */
  static BundleContext context() {
    return FrameworkUtil.getBundle(Container.class).getBundleContext();
  }

  /** Null when there is no such service. */
  static <S> ServiceReference<S> find(Class<S> service) {
    return context().getServiceReference(service);
  }

  static <S> S service(Class<S> type) {
    ServiceReference<S> reference = find(type);
    assertNotNull(type.getName(), reference);
    return context().getService(reference);
  }

  static Bundle bundle(String symbolicName) {
    return Arrays.stream(context().getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
  }

  /** What a tracepoint's document calls a class of these tests. */
  static String fileOf(Class<?> type) {
    return PACKAGE + type.getSimpleName() + ".java";
  }

  /** The line of a class of these tests that ends with this comment. */
  static int lineOf(Class<?> type, String marker) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("src/test/java", fileOf(type)));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).endsWith("// " + marker)) {
        return i + 1;
      }
    }
    throw new AssertionError("no line is marked " + marker);
  }

  /** Declares the tracepoints of a document; what is wrong with it is returned. */
  static List<Problem> declare(String origin, String json) {
    TracepointFormat.Reading reading = service(TracepointFormat.class).read(origin + ".json", json);
    if (!reading.problems().isEmpty()) {
      return reading.problems();
    }
    return service(TracepointRegistry.class).declare(origin, reading.declarations());
  }

  static TracepointStatus status(String id) {
    return service(TracepointRegistry.class).status(id).orElseThrow();
  }

  /** Not with Awaitility: its Hamcrest and that of JUnit 4 do not go together. */
  static void await(String what, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError("waited in vain for " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
