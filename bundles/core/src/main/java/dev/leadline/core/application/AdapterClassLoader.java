package dev.leadline.core.application;

import java.io.IOException;
import java.io.InputStream;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an adapter meets the application: classes of the adapter's package are defined here anew,
 * from the bundle's bytes; vendor classes come from the loader of the application's copy;
 * everything else comes from the provider's bundle.
 *
 * <p>It has no parent, so that nothing is found by accident: the three rules are all there is.
 */
final class AdapterClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final String adapterPackage;
  private final List<String> vendorPackages;
  private final @Nullable ClassLoader vendorLoader;
  private final ClassLoader bundleLoader;
  private final @Nullable ProtectionDomain domain;

  /**
   * A loader for one adapter.
   *
   * @param vendorLoader the loader that defines the vendor library; null is the boot loader
   * @param domain of the classes defined here
   */
  AdapterClassLoader(
      String adapterPackage,
      List<String> vendorPackages,
      @Nullable ClassLoader vendorLoader,
      ClassLoader bundleLoader,
      @Nullable ProtectionDomain domain) {
    super("leadline-adapter:" + adapterPackage, null);
    this.adapterPackage = adapterPackage;
    this.vendorPackages = List.copyOf(vendorPackages);
    this.vendorLoader = vendorLoader;
    this.bundleLoader = bundleLoader;
    this.domain = domain;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (packageOf(name).equals(adapterPackage)) {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
    if (isVendor(packageOf(name), vendorPackages)) {
      return Class.forName(name, false, vendorLoader);
    }
    return bundleLoader.loadClass(name);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = bundleLoader.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name + " is not in the provider's bundle");
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length, domain);
    } catch (IOException e) {
      throw new ClassNotFoundException(name + " cannot be read from the provider's bundle", e);
    }
  }

  /** Whether the package is one of the vendor's, or below one. */
  static boolean isVendor(String packageName, List<String> vendorPackages) {
    for (String prefix : vendorPackages) {
      if (packageName.startsWith(prefix)
          && (packageName.length() == prefix.length()
              || packageName.charAt(prefix.length()) == '.')) {
        return true;
      }
    }
    return false;
  }

  static String packageOf(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot);
  }
}
