package dev.leadline.core.application;

import dev.leadline.sdk.metric.AdapterDescriptor;
import dev.leadline.sdk.metric.AdapterException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes one adapter for one copy of a vendor library. Keeps nothing. */
final class AdapterLoader {
  private final ModuleOpener opener;

  AdapterLoader(ModuleOpener opener) {
    this.opener = opener;
  }

  /**
   * A new adapter, linked to the library that this anchor belongs to.
   *
   * @throws AdapterException when it does not fit; the message names the library and the cause
   */
  <T> T load(AdapterDescriptor<T> descriptor, Class<?> anchor) throws AdapterException {
    Class<T> contract = descriptor.contract();
    try {
      AdapterClassLoader loader =
          new AdapterClassLoader(
              AdapterClassLoader.packageOf(descriptor.implementation()),
              descriptor.vendorPackages(),
              anchor.getClassLoader(),
              contract.getClassLoader(),
              contract.getProtectionDomain());
      openVendorModules(anchor, descriptor.vendorPackages(), loader.getUnnamedModule());
      Class<?> implementation = Class.forName(descriptor.implementation(), true, loader);
      return contract.cast(implementation.getConstructor().newInstance());
    } catch (InvocationTargetException e) {
      throw failure(descriptor, anchor, e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      throw failure(descriptor, anchor, e);
    }
  }

  private void openVendorModules(Class<?> anchor, List<String> vendorPackages, Module to) {
    for (Module module : (Iterable<Module>) modulesBeside(anchor)::iterator) {
      Set<String> closed =
          module.getPackages().stream()
              .filter(name -> AdapterClassLoader.isVendor(name, vendorPackages))
              .filter(name -> !module.isExported(name, to))
              .collect(Collectors.toUnmodifiableSet());
      if (!closed.isEmpty()) {
        opener.export(module, closed, to);
      }
    }
  }

  /** The anchor's module and, as a library may be several, the others of the same loader. */
  private static Stream<Module> modulesBeside(Class<?> anchor) {
    Module module = anchor.getModule();
    ModuleLayer layer = module.getLayer();
    if (layer == null) {
      return Stream.of(module).filter(Module::isNamed);
    }
    @Nullable ClassLoader loader = anchor.getClassLoader();
    return layer.modules().stream().filter(other -> other.getClassLoader() == loader);
  }

  private static AdapterException failure(
      AdapterDescriptor<?> descriptor, Class<?> anchor, Throwable cause) {
    return new AdapterException(
        descriptor.implementation()
            + " does not fit the application's "
            + anchor.getName()
            + " of "
            + (anchor.getClassLoader() == null ? "the boot loader" : anchor.getClassLoader())
            + ": "
            + cause,
        cause);
  }
}
