package dev.leadline.sdk.api;

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

/** Compiles sources as a build would. */
final class ApiSources {

  private static final Path SOURCES = Path.of(System.getProperty("api.sources"));

  private ApiSources() {}

  /** The API's own sources with one text in one of them replaced; returns the class files. */
  static Path compileChanged(Path directory, String file, String text, String replacement)
      throws IOException {
    Path sources = Files.createDirectories(directory.resolve("sources"));
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path source : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(source);
        if (source.endsWith(file)) {
          assertThat(content).contains(text);
          content = content.replace(text, replacement);
        }
        Path copy = sources.resolve(SOURCES.relativize(source).toString());
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, content);
      }
    }
    return compile(
        sources, directory.resolve("classes"), "-cp", System.getProperty("java.class.path"));
  }

  static Path compile(Path sources, Path classes, String... options) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-d", classes.toString(), "-parameters"));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> found = Files.walk(sources)) {
      List<Path> units = found.filter(path -> path.toString().endsWith(".java")).toList();
      boolean isCompiled =
          compiler
              .getTask(messages, files, null, all, null, files.getJavaFileObjectsFromPaths(units))
              .call();
      assertThat(isCompiled).as(messages.toString()).isTrue();
    }
    return classes;
  }
}
