package dev.leadline.core.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadline.sdk.metric.AdapterDescriptor;
import dev.leadline.sdk.metric.AdapterException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application on the module path whose library exports nothing to us. */
class NamedModuleAdapterTest {
  @TempDir Path root;

  private ClassLoader application;
  private URLClassLoader bundle;

  @BeforeEach
  void compileAndLoad() throws Exception {
    Path module = root.resolve("module");
    Map<String, String> vendor =
        Map.of(
            "vendor.lib.Registry",
            """
            package vendor.lib;
            public class Registry { public static String name() { return vendor.lib.internal.Names.of(); } }
            """,
            "vendor.lib.internal.Names",
            """
            package vendor.lib.internal;
            public class Names { public static String of() { return "the application's"; } }
            """);
    SourceCompiler.compile(module, vendor);
    SourceCompiler.compile(
        module,
        Map.of("module-info", "module vendor.lib {}"),
        "--patch-module",
        "vendor.lib=" + module);
    Path bundleClasses = root.resolve("bundle");
    SourceCompiler.compile(
        bundleClasses,
        Map.of(
            "bundle.Contract",
            "package bundle; public interface Contract extends java.util.function.Supplier<Object> {}",
            "bundle.adapter.Adapter",
            """
            package bundle.adapter;
            public class Adapter implements bundle.Contract {
              public Object get() { return vendor.lib.Registry.name() + "+" + vendor.lib.internal.Names.of(); }
            }
            """),
        "-cp",
        module.toString());
    ModuleFinder finder = ModuleFinder.of(module);
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration().resolve(finder, ModuleFinder.of(), Set.of("vendor.lib"));
    application =
        boot.defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader())
            .findLoader("vendor.lib");
    bundle =
        new URLClassLoader(
            new URL[] {bundleClasses.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  @Test
  void exportsTheVendorPackagesToTheAdapterAlone() throws Exception {
    try (AdapterRegistry adapters =
        new AdapterRegistry(new InstrumentationModuleOpener(ByteBuddyAgent.install()))) {
      Supplier<?> adapter = (Supplier<?>) adapters.scopeOf(application).adapt(descriptor()).get();

      assertThat(adapter.get()).isEqualTo("the application's+the application's");
      Module module = application.loadClass("vendor.lib.Registry").getModule();
      assertThat(module.isNamed()).isTrue();
      assertThat(module.isExported("vendor.lib")).isFalse();
      assertThat(module.isExported("vendor.lib", bundle.getUnnamedModule())).isFalse();
    }
  }

  @Test
  void saysThatTheModuleIsClosedWhenItCannotBeOpened() {
    try (AdapterRegistry adapters =
        new AdapterRegistry(
            (module, packages, to) -> {
              throw new IllegalStateException("the JVM does not let an agent change " + module);
            })) {
      assertThatThrownBy(() -> adapters.scopeOf(application).adapt(descriptor()))
          .isInstanceOf(AdapterException.class)
          .hasMessageContaining("vendor.lib.Registry")
          .hasMessageContaining("does not let an agent change module vendor.lib");
    }
  }

  private AdapterDescriptor<?> descriptor() throws ClassNotFoundException {
    return new AdapterDescriptor<>(
        bundle.loadClass("bundle.Contract"),
        "bundle.adapter.Adapter",
        "vendor.lib.Registry",
        List.of("vendor.lib"));
  }
}
