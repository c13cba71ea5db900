package dev.leadline.core.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadline.sdk.metric.AdapterDescriptor;
import dev.leadline.sdk.metric.AdapterException;
import io.prometheus.client.CollectorRegistry;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoaderApplicationScopeTest {
  private static final String REGISTRY = "io.prometheus.client.CollectorRegistry";

  private final AdapterRegistry adapters =
      new AdapterRegistry(
          (module, packages, to) -> {
            throw new AssertionError("nothing is to be opened, but " + packages);
          });

  @AfterEach
  void dropAll() {
    adapters.close();
  }

  @Test
  void linksTheAdapterToTheApplicationsCopyOfTheLibrary() throws Exception {
    try (URLClassLoader application = applicationWithSimpleclient()) {
      RegistryContract adapter = adapt(application);
      adapter.increment("orders");
      adapter.increment("orders");

      Class<?> copy = application.loadClass(REGISTRY);
      Object registry = copy.getField("defaultRegistry").get(null);
      assertThat(copy).isNotSameAs(CollectorRegistry.class);
      assertThat(adapter.registry()).isSameAs(registry);
      assertThat(copy.getMethod("getSampleValue", String.class).invoke(registry, "orders_total"))
          .isEqualTo(2.0);
      assertThat(CollectorRegistry.defaultRegistry.getSampleValue("orders_total")).isNull();
    }
  }

  @Test
  void givesScopesThatSeeTheSameCopyTheSameAdapter() throws Exception {
    try (URLClassLoader shared = applicationWithSimpleclient();
        URLClassLoader first = new URLClassLoader(new URL[0], shared);
        URLClassLoader second = new URLClassLoader(new URL[0], shared)) {
      assertThat(adapt(first)).isSameAs(adapt(second)).isSameAs(adapt(shared));
    }
  }

  @Test
  void givesEachCopyItsOwnAdapter() throws Exception {
    try (URLClassLoader first = applicationWithSimpleclient();
        URLClassLoader second = applicationWithSimpleclient()) {
      assertThat(adapt(first)).isNotSameAs(adapt(second));
      assertThat(adapt(first).registry()).isNotSameAs(adapt(second).registry());
    }
  }

  @Test
  void makesANewAdapterAfterTheProviderWasForgotten() throws Exception {
    try (URLClassLoader application = applicationWithSimpleclient()) {
      RegistryContract before = adapt(application);
      adapters.forget(RegistryContract.class.getClassLoader());
      assertThat(adapt(application)).isNotSameAs(before);
    }
  }

  @Test
  void forgetsOnlyTheAdaptersOfThatBundle() throws Exception {
    try (URLClassLoader application = applicationWithSimpleclient();
        URLClassLoader otherBundle = new URLClassLoader(new URL[0])) {
      RegistryContract before = adapt(application);
      adapters.forget(otherBundle);
      assertThat(adapt(application)).isSameAs(before);
    }
  }

  @Test
  void isEmptyWhenTheApplicationHasNoSuchLibrary() throws Exception {
    try (URLClassLoader application =
        new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
      LoaderApplicationScope scope = adapters.scopeOf(application);
      assertThat(scope.canSee(REGISTRY)).isFalse();
      assertThat(scope.adapt(descriptor("SimpleclientAdapter"))).isEmpty();
    }
  }

  @Test
  void seesClassesOfTheApplicationWithoutInitialisingThem() throws Exception {
    try (URLClassLoader application =
        new URLClassLoader(
            new URL[] {
              InitialisedFixture.class.getProtectionDomain().getCodeSource().getLocation()
            },
            ClassLoader.getSystemClassLoader())) {
      assertThat(adapters.scopeOf(application).canSee(InitialisedFixture.class.getName())).isTrue();
      assertThat(InitialisationFlag.initialised).isFalse();
    }
  }

  @Test
  void knowsTheBootLoader() {
    LoaderApplicationScope scope = adapters.scopeOf(null);
    assertThat(scope.loader()).isEmpty();
    assertThat(scope.canSee("java.lang.String")).isTrue();
    assertThat(scope.canSee(REGISTRY)).isFalse();
  }

  @Test
  void takesALoaderThatThrowsUncheckedForOneThatHasNothing() {
    ClassLoader stopped =
        new ClassLoader(null) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) {
            throw new IllegalStateException("this web application is stopped");
          }
        };
    assertThat(adapters.scopeOf(stopped).canSee(REGISTRY)).isFalse();
  }

  @Test
  void saysWhyAnAdapterDoesNotFit() throws Exception {
    try (URLClassLoader application = applicationWithSimpleclient()) {
      LoaderApplicationScope scope = adapters.scopeOf(application);
      assertThatThrownBy(() -> scope.adapt(descriptor("BrokenAdapter")))
          .isInstanceOf(AdapterException.class)
          .hasMessageContaining(REGISTRY)
          .hasMessageContaining("CollectorRegistry.frobnicate()")
          .hasCauseInstanceOf(NoSuchMethodError.class);
      assertThatThrownBy(() -> scope.adapt(descriptor("MissingAdapter")))
          .isInstanceOf(AdapterException.class)
          .hasMessageContaining("MissingAdapter");
    }
  }

  private RegistryContract adapt(ClassLoader application) throws AdapterException {
    Optional<RegistryContract> adapter =
        adapters.scopeOf(application).adapt(descriptor("SimpleclientAdapter"));
    return adapter.orElseThrow();
  }

  static AdapterDescriptor<RegistryContract> descriptor(String implementation) {
    return new AdapterDescriptor<>(
        RegistryContract.class,
        "dev.leadline.core.application.simpleclient." + implementation,
        REGISTRY,
        List.of("io.prometheus.client"));
  }

  static URLClassLoader applicationWithSimpleclient() {
    URL jar = CollectorRegistry.class.getProtectionDomain().getCodeSource().getLocation();
    return new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
  }

  static final class InitialisationFlag {
    static volatile boolean initialised;
  }

  static final class InitialisedFixture {
    static {
      InitialisationFlag.initialised = true;
    }
  }
}
