package dev.leadline.agent.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** The bundles of the distribution, in the order in which they start: {@code bundles.list}. */
public final class BundleList {

  /** The directory of the bundles and of the list, in leadline.jar. */
  public static final String DIRECTORY = "bundles/";

  private static final String LIST = DIRECTORY + "bundles.list";

  private BundleList() {}

  /** Names of jar entries. Blank lines and those that begin with {@code #} are left out. */
  public static List<String> read(JarFile jar) throws IOException {
    ZipEntry entry = jar.getEntry(LIST);
    if (entry == null) {
      throw new IOException(LIST + " is missing in " + jar.getName());
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static List<String> parse(String text) {
    List<String> names = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String name = line.trim();
      if (!name.isEmpty() && !name.startsWith("#")) {
        names.add(DIRECTORY + name);
      }
    }
    return names;
  }
}
