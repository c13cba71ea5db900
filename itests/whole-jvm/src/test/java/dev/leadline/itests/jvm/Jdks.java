package dev.leadline.itests.jvm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Finds the JDKs: the one that runs the tests, those that the environment variable {@code
 * LEADLINE_TEST_JDKS} names, and those in the usual directories. From 17 on, each once.
 */
public final class Jdks implements ArgumentsProvider {

  private static final List<Jdk> FOUND = find();

  /** All of them, that of this JVM first. */
  public static List<Jdk> found() {
    return FOUND;
  }

  @Override
  public Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return FOUND.stream().map(Arguments::of);
  }

  private static List<Jdk> find() {
    List<Path> candidates = new ArrayList<>();
    candidates.add(Path.of(System.getProperty("java.home")));
    String named = System.getenv("LEADLINE_TEST_JDKS");
    if (named != null && !named.isBlank()) {
      for (String path : named.split(File.pathSeparator)) {
        Path home = Path.of(path);
        if (Jdk.at(home).isEmpty()) {
          throw new IllegalStateException("LEADLINE_TEST_JDKS names " + home + ", which is no JDK");
        }
        candidates.add(home);
      }
    }
    String user = System.getProperty("user.home");
    for (String parent :
        List.of("/usr/lib/jvm", "/usr/java", "/opt/java", user + "/.sdkman/candidates/java")) {
      candidates.addAll(children(Path.of(parent)));
    }
    for (Path bundle : children(Path.of("/Library/Java/JavaVirtualMachines"))) {
      candidates.add(bundle.resolve("Contents/Home"));
    }
    Map<Path, Jdk> found = new LinkedHashMap<>();
    for (Path candidate : candidates) {
      Jdk.at(candidate)
          .filter(jdk -> jdk.feature() >= 17)
          .ifPresent(jdk -> found.putIfAbsent(jdk.home(), jdk));
    }
    return List.copyOf(found.values());
  }

  private static List<Path> children(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
