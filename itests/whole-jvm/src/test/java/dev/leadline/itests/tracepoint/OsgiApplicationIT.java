package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that is a bundle in a Felix of its own, with simpleclient inside of the bundle.
 */
class OsgiApplicationIT {

  private static final Path PROGRAMS = Path.of(System.getProperty("programs.directory"));
  private static final Path FELIX = PROGRAMS.resolve("org.apache.felix.framework.jar");

  @TempDir private Path directory;

  @EveryJdk
  void theRegistryInsideTheBundleHasTheSeries(Jdk jdk) throws Exception {
    Path classes =
        FixtureCompiler.compile(
            "osgi",
            Files.createDirectories(directory.resolve("classes")),
            FELIX,
            PROGRAMS.resolve("simpleclient-new.jar"),
            PROGRAMS.resolve("simpleclient_common-new.jar"));
    Path bundle = bundle(classes, directory.resolve("shop.jar"));
    // Then the class path has only what starts the framework.
    Files.delete(classes.resolve("com/acme/osgi/ShopActivator.class"));
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "sales.json",
                """
                { "ID": "sales", "path": "com/acme/osgi/ShopActivator.java", "lineNumber": %d,
                  "metrics": [ { "name": "sales", "expression": "price" } ] }
                """
                    .formatted(
                        SourceLines.in(
                            FixtureCompiler.source("osgi/com/acme/osgi/ShopActivator.java"),
                            "sell")));
    try (Observed shop =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints)
                .java("-cp", classes + ":" + FELIX, "com.acme.osgi.ShopMain")
                .java(directory.resolve("cache").toString(), bundle.toUri().toString()))) {
      shop.awaitLive("sales");
      shop.awaitLog("go to \\[prometheus \\(the application's default registry of simpleclient\\)");
      shop.jvm().send("25");
      shop.jvm().awaitLine("takings 50");
      assertThat(shop.jvm().out())
          .as("%s", shop.log())
          .contains("sales_total 50.0", "visits_total 25.0");
      assertThat(Files.exists(shop.jvm().jvmDirectory().resolve("prometheus.port"))).isFalse();
      // Its own Felix is warned of by later JDKs, so its stderr is not ours to judge.
      shop.jvm().endInput();
      assertThat(shop.jvm().awaitExit()).isZero();
    }
  }

  private static Path bundle(Path classes, Path jar) throws IOException {
    List<Path> libraries;
    try (Stream<Path> programs = Files.list(PROGRAMS)) {
      libraries = programs.filter(file -> file.toString().endsWith("-new.jar")).toList();
    }
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "com.acme.shop");
    main.putValue("Bundle-Activator", "com.acme.osgi.ShopActivator");
    main.putValue("Import-Package", "org.osgi.framework");
    StringBuilder classPath = new StringBuilder(".");
    libraries.forEach(library -> classPath.append(',').append(library.getFileName()));
    main.putValue("Bundle-ClassPath", classPath.toString());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      put(out, "com/acme/osgi/ShopActivator.class", classes);
      for (Path library : libraries) {
        put(out, library.getFileName().toString(), PROGRAMS);
      }
    }
    return jar;
  }

  private static void put(JarOutputStream out, String name, Path directory) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(Files.readAllBytes(directory.resolve(name)));
    out.closeEntry();
  }
}
