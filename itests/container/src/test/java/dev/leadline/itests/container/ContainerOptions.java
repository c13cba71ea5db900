package dev.leadline.itests.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.url;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.ops4j.pax.exam.Option;

/** Puts a framework together without asking any repository for anything. */
final class ContainerOptions {

  private ContainerOptions() {}

  /** The bundles of leadline.jar, in their order, and JUnit. */
  static Option distribution() {
    Path directory = Path.of(System.getProperty("bundles.directory")).toAbsolutePath().normalize();
    List<Option> options = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(directory.resolve("bundles.list"))) {
        if (!line.isBlank() && !line.startsWith("#")) {
          options.add(bundle(directory.resolve(line).toUri().toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // From the class path, where Maven has put them.
    for (String name :
        List.of(
            "org.apache.servicemix.bundles.junit",
            "org.apache.servicemix.bundles.hamcrest",
            "org.ops4j.pax.exam.invoker.junit")) {
      options.add(url("link:classpath:META-INF/links/" + name + ".link"));
    }
    // As the agent does it.
    options.add(systemPackage("org.osgi.service.log;version=\"1.5\""));
    // Without it, Pax Exam calls the methods of tests by itself, and none before or after them.
    options.add(systemProperty("pax.exam.invoker").value("junit"));
    options.add(frameworkProperty("felix.bootdelegation.implicit").value("false"));
    options.add(frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
    return composite(options.toArray(Option[]::new));
  }

  /** A bundle with these classes, as a third party may have made it. */
  static InputStream bundleOf(Map<String, String> headers, Class<?>... classes) {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    headers.forEach(main::putValue);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Class<?> type : classes) {
        String name = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(name));
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(jar);
        }
        jar.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
