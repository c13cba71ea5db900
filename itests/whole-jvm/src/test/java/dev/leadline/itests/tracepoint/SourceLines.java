package dev.leadline.itests.tracepoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the lines that sources mark with {@code // tracepoint: name}. */
final class SourceLines {

  private SourceLines() {}

  /** The marked line of a source of this module, such as {@code com/acme/bench/Till.java}. */
  static int of(String path, String mark) {
    return in(Path.of(System.getProperty("sources.directory"), path), mark);
  }

  /** The marked line of any source. */
  static int in(Path source, String mark) {
    try {
      List<String> lines = Files.readAllLines(source);
      List<Integer> found =
          java.util.stream.IntStream.range(0, lines.size())
              .filter(i -> lines.get(i).endsWith("// tracepoint: " + mark))
              .mapToObj(i -> i + 1)
              .toList();
      if (found.size() != 1) {
        throw new IllegalArgumentException(source + " marks " + mark + " at " + found);
      }
      return found.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
