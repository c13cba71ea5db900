package dev.leadline.core.instrumentation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** Class files of the large public jars on the test class path, by binary name. */
record CorpusJars(Map<String, byte[]> classes) {

  private static final Pattern CORPUS =
      Pattern.compile(
          "/(groovy|guava|h2|netty-.*|tomcat-embed-core|spring-.*|kotlin-.*|kotlinx-.*|scala.*|"
              + "tasty-core_3|compiler-interface|util-interface)-\\d[^/]*\\.jar$");

  private static final Pattern COMPILER = Pattern.compile("^(org\\.jetbrains\\.kotlin|dotty)\\.");

  static CorpusJars onTheClassPath() {
    try {
      Map<String, byte[]> classes = new LinkedHashMap<>();
      Map<String, URL> jars = new TreeMap<>();
      for (URL url :
          Collections.list(CorpusJars.class.getClassLoader().getResources(JarFile.MANIFEST_NAME))) {
        if (url.openConnection() instanceof JarURLConnection jar
            && CORPUS.matcher(jar.getJarFileURL().getPath()).find()) {
          jars.put(jar.getJarFileURL().getPath(), jar.getJarFileURL());
        }
      }
      for (URL url : jars.values()) {
        try (JarFile jar = new JarFile(new java.io.File(url.toURI()))) {
          for (JarEntry entry : Collections.list(jar.entries())) {
            read(jar, entry, classes);
          }
        } catch (java.net.URISyntaxException e) {
          throw new IllegalStateException(e);
        }
      }
      return new CorpusJars(Collections.unmodifiableMap(classes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The classes to instrument: all of the libraries, and every third of the two compilers, whose
   * classes are much alike; all of them too with {@code -Dleadline.corpus=all}.
   */
  List<String> names() {
    boolean all = System.getProperty("leadline.corpus", "").equals("all");
    List<String> names = new ArrayList<>();
    int compilers = 0;
    for (String name : classes.keySet()) {
      boolean compiler = COMPILER.matcher(name).find();
      if (all || !compiler || compilers++ % 3 == 0) {
        names.add(name);
      }
    }
    return names;
  }

  private static void read(JarFile jar, JarEntry entry, Map<String, byte[]> classes)
      throws IOException {
    String path = entry.getName();
    if (!path.endsWith(".class")
        || path.startsWith("META-INF/")
        || path.endsWith("module-info.class")) {
      return;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      classes.putIfAbsent(
          path.substring(0, path.length() - ".class".length()).replace('/', '.'),
          in.readAllBytes());
    }
  }
}
