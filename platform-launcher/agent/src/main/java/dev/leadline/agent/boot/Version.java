package dev.leadline.agent.boot;

import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** The version in leadline.jar's manifest. */
public final class Version {

  private Version() {}

  /** {@code unknown} when it has none, as in a jar that somebody put together. */
  public static String of(File jar) {
    try (JarFile file = new JarFile(jar, false)) {
      String version =
          file.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return version == null ? "unknown" : version;
    } catch (IOException e) {
      return "unknown";
    }
  }
}
