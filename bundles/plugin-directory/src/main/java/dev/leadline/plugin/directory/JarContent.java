package dev.leadline.plugin.directory;

import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** What a file turns out to be. */
sealed interface JarContent {

  /**
   * A bundle, as far as its manifest tells.
   *
   * @param symbolicName without directives
   */
  record Bundle(String symbolicName, Version version) implements JarContent {
    @Override
    public String toString() {
      return symbolicName + " " + version;
    }
  }

  /** A jar that is no bundle. */
  record Plain() implements JarContent {}

  /**
   * No jar, or only the beginning of one: its directory is at its end.
   *
   * @param reason what reading it says
   */
  record Unreadable(String reason) implements JarContent {}

  /** Reads the manifest. Signatures are not looked at: that would settle the JVM's providers. */
  static JarContent of(File file) {
    try (JarFile jar = new JarFile(file, false, ZipFile.OPEN_READ)) {
      Manifest manifest = jar.getManifest();
      Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
      String name = main.getValue(Constants.BUNDLE_SYMBOLICNAME);
      if (name == null) {
        return new Plain();
      }
      String version = main.getValue(Constants.BUNDLE_VERSION);
      return new Bundle(name.split(";", 2)[0].trim(), version(version));
    } catch (IOException | RuntimeException e) {
      return new Unreadable(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private static Version version(@Nullable String text) {
    try {
      return text == null ? Version.emptyVersion : Version.parseVersion(text.trim());
    } catch (IllegalArgumentException malformed) {
      // Installing it says so.
      return Version.emptyVersion;
    }
  }
}
