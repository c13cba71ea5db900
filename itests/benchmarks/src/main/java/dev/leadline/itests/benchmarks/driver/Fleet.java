package dev.leadline.itests.benchmarks.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many small classes of one application, and tracepoints on all of their methods. */
public final class Fleet {

  public static final int CLASSES = 2_000;
  private static final int METHODS = 5;

  /** A file has a megabyte at most. */
  private static final int IN_A_FILE = 1_000;

  private Fleet() {}

  /** Compiles the classes {@code fleet.Ship0} and so on. */
  public static void compile(Path sources, Path classes) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      String methods =
          IntStream.range(0, METHODS)
              .mapToObj(
                  method ->
                      """
                        public int method%1$d(String cargo, int amount) {
                          int weight = amount + %1$d;
                          for (char c : cargo.toCharArray()) {
                            weight = weight * 31 + c;
                          }
                          return weight;
                        }
                      """
                          .formatted(method))
              .collect(Collectors.joining("\n"));
      files.add(
          SubjectSource.write(
              sources,
              "fleet.Ship" + i,
              "package fleet;\npublic final class Ship"
                  + i
                  + " implements java.util.function.IntUnaryOperator {\n"
                  + "public int applyAsInt(int a) { return method0(\"cargo\", a); }\n"
                  + methods
                  + "}\n"));
    }
    SubjectSource.compile(files, classes, classes.toString());
  }

  /** Tracepoints, spread over the classes; each counts by a label. */
  private static String tracepoints(int from, int to) {
    List<String> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int ship = i % CLASSES;
      all.add(
          """
          { "ID": "fleet-%1$d", "path": "fleet/Ship%2$d.java", "args": { "method_name": "method%3$d" },
            "metrics": [ { "name": "fleet_%1$d",
              "labels": [ { "key": "amount", "expression": "amount" } ] } ] }
          """
              .formatted(i, ship, i / CLASSES % METHODS));
    }
    return "[" + String.join(",\n", all) + "]";
  }

  /** Puts so many tracepoints where Leadline looks for them. */
  public static void declare(Path tracepoints, int count) throws IOException {
    Files.createDirectories(tracepoints);
    for (int from = 0; from < count; from += IN_A_FILE) {
      Path whole =
          Files.writeString(
              tracepoints.resolve(".fleet"), tracepoints(from, Math.min(count, from + IN_A_FILE)));
      Files.move(whole, tracepoints.resolve("fleet" + from + ".json"));
    }
  }
}
