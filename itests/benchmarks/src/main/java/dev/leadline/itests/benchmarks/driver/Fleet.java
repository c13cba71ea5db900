package dev.leadline.itests.benchmarks.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many small classes of one application, and tracepoints on all of their methods. */
final class Fleet {

  static final int CLASSES = 2_000;
  static final int METHODS = 5;

  private Fleet() {}

  /** Compiles the classes {@code fleet.Ship0} and so on. */
  static void compile(Path sources, Path classes) throws IOException {
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
              "package fleet;\npublic final class Ship" + i + " {\n" + methods + "}\n"));
    }
    SubjectSource.compile(files, classes, classes.toString());
  }

  /** So many tracepoints, spread over the classes; each counts by a label. */
  static String tracepoints(int count) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
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

  /** Puts the tracepoints where Leadline looks for them. They may be more than one file's worth. */
  static void declare(Path tracepoints, int count) throws IOException {
    Files.createDirectories(tracepoints);
    Path whole = Files.writeString(tracepoints.resolve(".fleet"), tracepoints(count));
    Files.move(whole, tracepoints.resolve("fleet.json"));
  }
}
