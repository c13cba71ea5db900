package dev.leadline.itests.tracepoint;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The real compilers of other languages, run in the tests' JVM, with what their programs need. */
final class ForeignCompilers {

  private ForeignCompilers() {}

  /** Returns the class path of what it has compiled. */
  static List<Path> kotlin(Path source, Path output) throws Exception {
    // Named by text: the compiler's classes have annotations that javac cannot find.
    Object compiler =
        Class.forName("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler")
            .getDeclaredConstructor()
            .newInstance();
    Path library = jarOf("kotlin.Unit");
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    String[] arguments = {
      source.toString(),
      "-d",
      output.toString(),
      "-no-stdlib",
      "-no-reflect",
      "-jvm-target",
      "17",
      "-cp",
      library.toString()
    };
    Object code =
        compiler
            .getClass()
            .getMethod("exec", PrintStream.class, String[].class)
            .invoke(compiler, new PrintStream(messages, true, StandardCharsets.UTF_8), arguments);
    if (!code.toString().equals("OK")) {
      throw new IllegalArgumentException(messages.toString(StandardCharsets.UTF_8));
    }
    return List.of(output, library);
  }

  /** The same, of Scala. */
  static List<Path> scala(Path source, Path output) throws Exception {
    Files.createDirectories(output);
    List<Path> libraries = List.of(jarOf("scala.Option"), jarOf("scala.CanEqual"));
    String[] arguments = {
      "-classpath",
      String.join(File.pathSeparator, libraries.stream().map(Path::toString).toList()),
      "-d",
      output.toString(),
      source.toString()
    };
    Object reporter =
        Class.forName("dotty.tools.dotc.Main")
            .getMethod("process", String[].class)
            .invoke(null, (Object) arguments);
    if ((boolean) reporter.getClass().getMethod("hasErrors").invoke(reporter)) {
      throw new IllegalArgumentException(
          String.valueOf(reporter.getClass().getMethod("allErrors").invoke(reporter)));
    }
    return Stream.concat(Stream.of(output), libraries.stream()).toList();
  }

  /** Of whatever is on the tests' class path. */
  static Path jarOf(String className) throws ClassNotFoundException, URISyntaxException {
    return Path.of(
        Class.forName(className).getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
