package dev.leadline.itests.benchmarks.scale;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars of agents: with one class in it, or our own with fewer bundles. */
final class AgentJar {

  private AgentJar() {}

  static Path write(Path jar, Class<?> agent) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Premain-Class", agent.getName());
    main.putValue("Can-Retransform-Classes", "true");
    String name = agent.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream in =
            Objects.requireNonNull(agent.getClassLoader(), "class loader")
                .getResourceAsStream(name)) {
      out.putNextEntry(new JarEntry(name));
      Objects.requireNonNull(in, name).transferTo(out);
      out.closeEntry();
    }
    return jar;
  }

  private static final String LIST = "bundles/bundles.list";

  /** The names of the bundles that our agent starts, in their order. */
  static List<String> bundles(Path agent) throws IOException {
    try (FileSystem jar = FileSystems.newFileSystem(agent)) {
      return Files.readAllLines(jar.getPath(LIST)).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }

  /** Our agent, which starts only these bundles. */
  static Path withBundles(Path agent, Path copy, List<String> bundles) throws IOException {
    Files.copy(agent, copy);
    try (FileSystem jar = FileSystems.newFileSystem(copy)) {
      Files.write(jar.getPath(LIST), bundles);
    }
    return copy;
  }
}
