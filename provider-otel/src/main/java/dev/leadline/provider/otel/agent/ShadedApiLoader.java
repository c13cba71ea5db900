package dev.leadline.provider.otel.agent;

import java.io.IOException;
import java.io.InputStream;

/**
 * Loads the package that is linked to the API once more, linked to the API under the names that the
 * agent gave it: it comes from the boot loader, all else from the bundle.
 */
final class ShadedApiLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String LINKED = "dev.leadline.provider.otel.instrument.";

  private final ClassLoader bundle;

  ShadedApiLoader(ClassLoader bundle) {
    super("leadline-otel-agent", null);
    this.bundle = bundle;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(LINKED)) {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
    return name.startsWith(ShadedAgentPipeline.PREFIX)
        ? Class.forName(name, false, null)
        : bundle.loadClass(name);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = bundle.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name + " is not in the bundle");
      }
      byte[] bytes =
          ConstantPoolRenamer.rename(
              in.readAllBytes(),
              "io/opentelemetry/",
              ShadedAgentPipeline.PREFIX.replace('.', '/') + "io/opentelemetry/");
      return defineClass(name, bytes, 0, bytes.length, ShadedApiLoader.class.getProtectionDomain());
    } catch (IOException e) {
      throw new ClassNotFoundException(name + " cannot be read from the bundle", e);
    }
  }
}
