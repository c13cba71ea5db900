package dev.leadline.core.application;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a few classes into a directory. */
final class SourceCompiler {

  private SourceCompiler() {}

  /** Sources by class name ({@code module-info} included); options as of javac. */
  static void compile(Path directory, Map<String, String> sources, String... options) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments = new ArrayList<>(List.of("-d", directory.toString(), "-proc:none"));
    arguments.addAll(List.of(options));
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((name, text) -> units.add(new TextSource(name, text)));
    StringWriter messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      if (!compiler.getTask(messages, files, null, arguments, null, units).call()) {
        throw new IllegalArgumentException("the fixture does not compile:\n" + messages);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class TextSource extends SimpleJavaFileObject {
    private final String text;

    TextSource(String name, String text) {
      super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
