package dev.leadline.packer;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs leadline.jar: classes are stored, so that they are read without a decompressor and its
 * buffers, and those of Leadline's own have {@linkplain LambdaReplacer no lambda expressions}.
 * Bundles are compressed as a whole, since they are unpacked once.
 *
 * <p>Doing it twice changes nothing more.
 */
final class AgentJarPacker {

  private static final String BUNDLES = "bundles/";
  private static final String ISOLATED = "isolated/";
  private static final String OWN = "dev/leadline/";
  private static final String CLASS = ".class";
  private static final String CLASS_DATA = ".classdata";

  byte[] pack(byte[] jar) throws IOException {
    Map<String, byte[]> entries = JarFormat.read(jar);
    Map<String, byte[]> packed = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> entry : replaceLambdas(entries, ISOLATED, CLASS_DATA)) {
      String name = entry.getKey();
      packed.put(name, isBundle(name) ? packBundle(entry.getValue()) : entry.getValue());
    }
    return JarFormat.write(packed, name -> !name.startsWith(ISOLATED));
  }

  private static boolean isBundle(String name) {
    return name.startsWith(BUNDLES) && name.endsWith(".jar");
  }

  private static byte[] packBundle(byte[] bundle) throws IOException {
    Map<String, byte[]> packed = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> entry : replaceLambdas(JarFormat.read(bundle), "", CLASS)) {
      packed.put(entry.getKey(), entry.getValue());
    }
    return JarFormat.write(packed, name -> false);
  }

  /** The entries, where new classes come after that which they are for. */
  private static List<Map.Entry<String, byte[]>> replaceLambdas(
      Map<String, byte[]> entries, String root, String ending) {
    Map<String, byte[]> classes = new HashMap<>();
    entries.forEach(
        (name, content) -> {
          if (name.startsWith(root + OWN) && name.endsWith(ending)) {
            classes.put(name.substring(root.length(), name.length() - ending.length()), content);
          }
        });
    Map<String, byte[]> replaced = new LambdaReplacer(classes).replace();
    Map<String, byte[]> all = new LinkedHashMap<>(entries);
    replaced.forEach((name, content) -> all.put(root + name + ending, content));
    return List.copyOf(all.entrySet());
  }
}
