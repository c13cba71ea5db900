package dev.leadline.core.instrumentation;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;

/** The real compilers of other languages, run in this JVM. */
final class ForeignCompilers {

  private ForeignCompilers() {}

  static Map<String, byte[]> kotlin(Path source, Path output) throws Exception {
    // Named by text: the compiler's classes have annotations that javac cannot find.
    Object compiler =
        Class.forName("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler")
            .getDeclaredConstructor()
            .newInstance();
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    Object code =
        compiler
            .getClass()
            .getMethod("exec", PrintStream.class, String[].class)
            .invoke(
                compiler,
                new PrintStream(messages, true, StandardCharsets.UTF_8),
                new String[] {
                  source.toString(),
                  "-d",
                  output.toString(),
                  "-no-stdlib",
                  "-no-reflect",
                  "-jvm-target",
                  "17",
                  "-cp",
                  classPath("kotlin.Unit")
                });
    if (!code.toString().equals("OK")) {
      throw new IllegalArgumentException(messages.toString(StandardCharsets.UTF_8));
    }
    return classes(output);
  }

  static Map<String, byte[]> scala(Path source, Path output) throws Exception {
    Object reporter =
        Class.forName("dotty.tools.dotc.Main")
            .getMethod("process", String[].class)
            .invoke(
                null,
                (Object)
                    new String[] {
                      "-classpath",
                      classPath("scala.Option") + File.pathSeparator + classPath("scala.CanEqual"),
                      "-d",
                      output.toString(),
                      source.toString()
                    });
    if ((boolean) reporter.getClass().getMethod("hasErrors").invoke(reporter)) {
      throw new IllegalArgumentException(
          String.valueOf(reporter.getClass().getMethod("allErrors").invoke(reporter)));
    }
    return classes(output);
  }

  static Map<String, byte[]> groovy(Path source, Path output) {
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.setTargetDirectory(output.toFile());
    configuration.setDebug(true);
    CompilationUnit unit = new CompilationUnit(configuration);
    unit.addSource(source.toFile());
    unit.compile(Phases.OUTPUT);
    return classes(output);
  }

  /** Eclipse's compiler, which is also that of Jasper. */
  static Map<String, byte[]> ecj(Path source, Path output) {
    StringWriter messages = new StringWriter();
    String[] arguments = {
      "--release",
      "17",
      "-g",
      "-nowarn",
      "-proceedOnError",
      "-d",
      output.toString(),
      source.toString()
    };
    PrintWriter writer = new PrintWriter(messages);
    if (!BatchCompiler.compile(arguments, writer, writer, null)) {
      throw new IllegalArgumentException(messages.toString());
    }
    return classes(output);
  }

  private static String classPath(String className)
      throws ClassNotFoundException, URISyntaxException {
    return Path.of(
            Class.forName(className).getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  private static Map<String, byte[]> classes(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> found =
          files.filter(file -> file.toString().endsWith(".class")).collect(Collectors.toList());
      Map<String, byte[]> classes = new LinkedHashMap<>();
      for (Path file : found) {
        String path = directory.relativize(file).toString();
        classes.put(
            path.substring(0, path.length() - ".class".length()).replace(File.separatorChar, '.'),
            Files.readAllBytes(file));
      }
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
