package dev.leadline.itests.benchmarks.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Writes and compiles the classes that are measured, one for each scenario. */
public final class SubjectSource {

  private SubjectSource() {}

  /** Compiles the subjects of these scenarios into the directory. */
  static void compile(List<Scenario> scenarios, Path sources, Path classes, String classPath)
      throws IOException {
    List<Path> files = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      files.add(write(sources, scenario.className(), scenario.unique(source(scenario))));
    }
    compile(files, classes, classPath);
  }

  static Path write(Path sources, String className, String text) throws IOException {
    Path file = sources.resolve(className.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  static void compile(List<Path> files, Path classes, String classPath) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("a JDK is needed: this Java has no compiler");
    }
    Files.createDirectories(classes);
    List<String> arguments =
        new ArrayList<>(List.of("-g", "-proc:none", "--release", "17", "-d", classes.toString()));
    arguments.addAll(List.of("-cp", classPath));
    files.forEach(file -> arguments.add(file.toString()));
    if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("the subjects do not compile");
    }
  }

  private static String source(Scenario scenario) {
    String more =
        scenario.declaration().contains("GlobalOpenTelemetry")
            ? "import io.opentelemetry.api.*; import io.opentelemetry.api.common.*;"
                + " import io.opentelemetry.api.metrics.*;"
            : "";
    return """
    package subjects;

    import dev.leadline.itests.benchmarks.subject.Customer;
    import dev.leadline.itests.benchmarks.subject.Subject;
    import io.prometheus.client.*;
    import java.util.*;
    import java.util.concurrent.*;
    import java.util.concurrent.atomic.*;
    import java.util.concurrent.atomic.DoubleAdder;
    %s

    public final class Subject_X implements Subject {
      %s

      static long bare(long h, Customer c, long[] state) {
        %s
      }

      static long written(long h, Customer c, long[] state) {
        %s
      }

      static long observed(long h, Customer c, long[] state) {
        %s
      }
      %s %s %s
    }
    """
        .formatted(
            more,
            scenario.declaration(),
            body("", ""),
            body(scenario.before(), scenario.after()),
            body("", ""),
            loop("plain", "bare"),
            loop("byHand", "written"),
            loop("probed", "observed"));
  }

  /**
   * Some 33 ns of loads, arithmetic and stores, as application code is made of. A chain of
   * multiplications, each of which needs the one before, would leave the processor idle enough to
   * hide any line that is added.
   */
  private static String body(String before, String after) {
    String work =
        "long sum = h;"
            + " for (int i = 0; i < state.length; i++) {"
            + " long v = state[i] * 31 + i; sum += v ^ (v >>> 7); state[i] = v + (sum & 1); }"
            + " return sum ^ c.getNumber();";
    return after.isEmpty()
        ? before + " " + work
        : before + " try { " + work + " } finally { " + after + " }";
  }

  private static String loop(String name, String method) {
    return """

      @Override
      public long %1$s(int calls, Customer[] customers, long seed) {
        long h = seed;
        long[] state = new long[12];
        for (int i = 0; i < calls; i++) {
          h = %2$s(h, customers[i & (customers.length - 1)], state);
        }
        return h;
      }
    """
        .formatted(name, method);
  }
}
