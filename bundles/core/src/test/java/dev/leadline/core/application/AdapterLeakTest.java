package dev.leadline.core.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.sdk.metric.AdapterDescriptor;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be collected, and when: the point of holding adapters by the application. */
class AdapterLeakTest {
  private final AdapterRegistry adapters = new AdapterRegistry((module, packages, to) -> {});

  @Test
  void letsADroppedApplicationBeCollectedWhileTheProviderStays() throws Exception {
    LoaderApplicationScope scope = scopeOfAdaptedApplication();
    WeakReference<ClassLoader> application = new WeakReference<>(scope.loader().orElseThrow());
    awaitCollected(application);
    assertThat(scope.loader()).isEmpty();
    assertThat(scope.canSee("java.lang.String")).isFalse();
    assertThat(scope.adapt(LoaderApplicationScopeTest.descriptor("SimpleclientAdapter"))).isEmpty();
    Reference.reachabilityFence(adapters);
  }

  private LoaderApplicationScope scopeOfAdaptedApplication() throws Exception {
    try (URLClassLoader loader = LoaderApplicationScopeTest.applicationWithSimpleclient()) {
      LoaderApplicationScope scope = adapters.scopeOf(loader);
      scope
          .adapt(LoaderApplicationScopeTest.descriptor("SimpleclientAdapter"))
          .orElseThrow()
          .increment("orders");
      return scope;
    }
  }

  @Test
  void letsTheBundleBeCollectedOnceForgottenWhileTheApplicationStays(@TempDir Path directory)
      throws Exception {
    try (URLClassLoader application = LoaderApplicationScopeTest.applicationWithSimpleclient()) {
      WeakReference<ClassLoader> bundle = adaptFromCompiledBundle(directory, application);

      // Still there: the adapter hangs on the application's class. This makes the next step mean
      // something.
      System.gc();
      assertThat(bundle.get()).isNotNull();

      adapters.forget(bundle.get());
      awaitCollected(bundle);
      Reference.reachabilityFence(application);
    }
  }

  @Test
  void letsEverythingGoWhenClosed(@TempDir Path directory) throws Exception {
    try (URLClassLoader application = LoaderApplicationScopeTest.applicationWithSimpleclient()) {
      WeakReference<ClassLoader> bundle = adaptFromCompiledBundle(directory, application);
      adapters.close();
      awaitCollected(bundle);
      Reference.reachabilityFence(application);
    }
  }

  private WeakReference<ClassLoader> adaptFromCompiledBundle(
      Path directory, ClassLoader application) throws Exception {
    SourceCompiler.compile(
        directory,
        Map.of(
            "bundle.Contract",
            "package bundle; public interface Contract extends java.util.function.Supplier<Object> {}",
            "bundle.adapter.Adapter",
            """
            package bundle.adapter;
            public class Adapter implements bundle.Contract {
              public Object get() { return io.prometheus.client.CollectorRegistry.defaultRegistry; }
            }
            """),
        "-cp",
        System.getProperty("java.class.path"));
    try (URLClassLoader bundle =
        new URLClassLoader(
            new URL[] {directory.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Supplier<?> adapter =
          (Supplier<?>)
              adapters
                  .scopeOf(application)
                  .adapt(
                      new AdapterDescriptor<>(
                          bundle.loadClass("bundle.Contract"),
                          "bundle.adapter.Adapter",
                          "io.prometheus.client.CollectorRegistry",
                          List.of("io.prometheus.client")))
                  .orElseThrow();
      assertThat(adapter.get().getClass().getClassLoader()).isSameAs(application);
      return new WeakReference<>(bundle);
    }
  }

  private static void awaitCollected(WeakReference<ClassLoader> reference) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              System.gc();
              return reference.get() == null;
            });
  }
}
