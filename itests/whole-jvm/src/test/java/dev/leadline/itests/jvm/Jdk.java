package dev.leadline.itests.jvm;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * A JDK of this machine.
 *
 * @param home its real path
 * @param version such as {@code 17.0.15}
 */
public record Jdk(Path home, String version) {

  /** The JDK in this directory; empty when there is none. */
  static Optional<Jdk> at(Path directory) {
    Path release = directory.resolve("release");
    if (!Files.isExecutable(directory.resolve("bin/java")) || !Files.isRegularFile(release)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
      String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
      return Optional.of(new Jdk(directory.toRealPath(), version));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** 17 of {@code 17.0.15}; 8 of {@code 1.8.0_452}. */
  public int feature() {
    String[] parts = version.split("[._+-]");
    int first = Integer.parseInt(parts[0]);
    return first == 1 && parts.length > 1 ? Integer.parseInt(parts[1]) : first;
  }

  Path java() {
    return home.resolve("bin/java");
  }

  @Override
  public String toString() {
    return "JDK " + version;
  }
}
