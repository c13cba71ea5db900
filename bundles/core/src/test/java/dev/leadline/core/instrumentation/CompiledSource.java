package dev.leadline.core.instrumentation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A Java source file compiled by the running JDK's compiler, in memory. */
record CompiledSource(String fileName, String text, Map<String, byte[]> classes) {

  /** Compiles with all debug information. */
  static CompiledSource of(String fileName, String text) {
    return of(fileName, text, List.of("-g"));
  }

  static CompiledSource of(String fileName, String text, List<String> options) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    Map<String, ByteArrayOutputStream> outputs = new LinkedHashMap<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(problems, null, StandardCharsets.UTF_8)) {
      JavaFileManager inMemory =
          new ForwardingJavaFileManager<JavaFileManager>(files) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
              return new Output(name, outputs);
            }
          };
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              null, inMemory, problems, options, null, List.of(new Input(fileName, text)));
      if (!task.call()) {
        throw new IllegalArgumentException(
            "fixture " + fileName + ": " + problems.getDiagnostics());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    problems.getDiagnostics().stream()
        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .forEach(problem -> System.err.println(problem));
    Map<String, byte[]> classes = new LinkedHashMap<>();
    outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return new CompiledSource(fileName, text, classes);
  }

  /** A fixture of this package's test resources. */
  static CompiledSource ofResource(String fileName) {
    try (InputStream in = CompiledSource.class.getResourceAsStream(fileName)) {
      return of(fileName, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Number of the first line that contains the text. */
  static int lineOf(String source, String text) {
    int at = source.indexOf(text);
    if (at < 0) {
      throw new IllegalArgumentException("no such line: " + text);
    }
    return (int) source.substring(0, at).lines().count();
  }

  /** Bytes of a class by binary name. */
  byte[] classFile(String name) {
    return classes.get(name);
  }

  private static final class Input extends SimpleJavaFileObject {
    private final String text;

    Input(String fileName, String text) {
      super(URI.create("string:///" + fileName), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Output extends SimpleJavaFileObject {
    private final String name;
    private final Map<String, ByteArrayOutputStream> outputs;

    Output(String name, Map<String, ByteArrayOutputStream> outputs) {
      super(URI.create("bytes:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
      this.name = name;
      this.outputs = outputs;
    }

    @Override
    public OutputStream openOutputStream() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      outputs.put(name, bytes);
      return bytes;
    }
  }
}
