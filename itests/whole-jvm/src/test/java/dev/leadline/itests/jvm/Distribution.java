package dev.leadline.itests.jvm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** What the build made, and jars that tests make. */
public final class Distribution {

  private Distribution() {}

  /** The directory that people install. */
  public static Path directory() {
    return Path.of(System.getProperty("distribution.directory")).toAbsolutePath().normalize();
  }

  public static Path jar() {
    return directory().resolve("leadline.jar");
  }

  /** The classes of the applications that tests fork. */
  public static Path applications() {
    return Path.of(System.getProperty("applications.directory")).toAbsolutePath().normalize();
  }

  /** A jar with this manifest and these of the applications' classes. */
  public static Path writeJar(Path jar, Map<String, String> manifest, Class<?>... classes)
      throws IOException {
    Manifest main = new Manifest();
    main.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach(main.getMainAttributes()::putValue);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), main)) {
      for (Class<?> type : classes) {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        out.write(Files.readAllBytes(applications().resolve(name)));
        out.closeEntry();
      }
    }
    return jar;
  }

  /** An agent jar with one class in it. */
  public static Path agentJar(Path directory, Class<?> agent) throws IOException {
    return writeJar(
        directory.resolve(agent.getSimpleName() + ".jar"),
        Map.of("Premain-Class", agent.getName(), "Can-Retransform-Classes", "true"),
        agent);
  }

  /** A copy of leadline.jar, nothing in it compressed, in which some entries are others. */
  public static Path alteredJar(Path jar, Map<String, byte[]> replacements) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (JarFile original = new JarFile(jar().toFile())) {
      for (JarEntry entry : original.stream().filter(e -> !e.isDirectory()).toList()) {
        entries.put(entry.getName(), original.getInputStream(entry).readAllBytes());
      }
    }
    if (!entries.keySet().containsAll(replacements.keySet())) {
      throw new IllegalArgumentException("not in the jar: " + replacements.keySet());
    }
    entries.putAll(replacements);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        JarEntry stored = new JarEntry(entry.getKey());
        CRC32 checksum = new CRC32();
        checksum.update(entry.getValue());
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(entry.getValue().length);
        stored.setCrc(checksum.getValue());
        out.putNextEntry(stored);
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return jar;
  }
}
