package dev.leadline.itests.benchmarks.driver;

import dev.leadline.itests.benchmarks.provider.AdderProvider;
import dev.leadline.itests.benchmarks.provider.AdderProviderActivator;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The benchmark's own provider as a bundle. */
final class PluginJar {

  private PluginJar() {}

  static void write(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    Map.of(
            "Bundle-ManifestVersion", "2",
            "Bundle-SymbolicName", "adder-provider",
            "Bundle-Version", "1.0.0",
            "Bundle-Activator", AdderProviderActivator.class.getName(),
            "Import-Package", "org.osgi.framework, dev.leadline.sdk.metric")
        .forEach(main::putValue);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Class<?> type :
          List.of(
              AdderProvider.class,
              AdderProviderActivator.class,
              nested("Sums"),
              nested("SumsInstrument"))) {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        URL resource = Objects.requireNonNull(PluginJar.class.getResource('/' + name), name);
        try (InputStream in = resource.openStream()) {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }

  private static Class<?> nested(String name) {
    try {
      return Class.forName(AdderProvider.class.getName() + "$" + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
