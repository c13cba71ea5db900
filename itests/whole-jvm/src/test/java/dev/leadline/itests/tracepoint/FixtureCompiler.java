package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles applications that this module's own build cannot make: a named module, sources whose
 * line numbers others have fixed.
 */
final class FixtureCompiler {

  private FixtureCompiler() {}

  /** A source below the directory of the fixtures. */
  static Path source(String path) {
    return Path.of(System.getProperty("fixtures.directory"), path);
  }

  /** Compiles all sources of a fixture with debug information, for the oldest JDK. */
  static Path compile(String fixture, Path output, Path... classPath) throws IOException {
    return compileWith("-g", fixture, output, classPath);
  }

  /** The same, with this of javac's options about debug information. */
  static Path compileWith(String debug, String fixture, Path output, Path... classPath)
      throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(source(fixture))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler).as("the compiler of the JDK that runs the tests").isNotNull();
    List<String> options =
        new ArrayList<>(List.of(debug, "--release", "17", "-proc:none", "-d", output.toString()));
    if (classPath.length > 0) {
      String joined =
          String.join(
              java.io.File.pathSeparator, Stream.of(classPath).map(Path::toString).toList());
      options.addAll(List.of("-cp", joined));
    }
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    return output;
  }
}
