package dev.leadline.core.instrumentation.classfile;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The JSR-45 map of a class whose lines are not, or not only, those of its {@code SourceFile}: a
 * JSP compiled by way of Java, or a Kotlin class with inlined functions.
 *
 * <p>Only the default stratum is kept: it is the one that a debugger shows.
 *
 * @param stratum its name, such as {@code JSP} or {@code Kotlin}
 * @param files source files of the stratum
 * @param lines which of their lines became which lines of the class
 */
public record SourceMap(String stratum, List<SourceMapFile> files, List<SourceMapLine> lines) {

  private static final String KOTLIN = "Kotlin";

  public SourceMap {
    requireNonNull(stratum, "stratum");
    files = List.copyOf(files);
    lines = List.copyOf(lines);
  }

  /** Reads a {@code SourceDebugExtension}; empty when it holds no source map. */
  public static Optional<SourceMap> parse(String debugExtension) {
    return SourceMapReader.read(debugExtension);
  }

  /**
   * The class's lines that a source line became. Each range stands for executions of its own:
   * Kotlin gives every inlined copy of a line another number; in the other strata all the lines are
   * parts of one translation, so that the result has at most one range.
   */
  public List<LineRange> classLines(SourceMapFile file, int sourceLine) {
    List<LineRange> ranges = new ArrayList<>();
    for (SourceMapLine entry : lines) {
      LineRange range = entry.file() == file.id() ? entry.classLines(sourceLine) : null;
      if (range == null) {
        continue;
      }
      if (!stratum.equals(KOTLIN) && !ranges.isEmpty()) {
        LineRange before = ranges.get(0);
        ranges.set(
            0,
            new LineRange(
                Math.min(before.first(), range.first()), Math.max(before.last(), range.last())));
      } else if (!ranges.contains(range)) {
        ranges.add(range);
      }
    }
    return List.copyOf(ranges);
  }

  /** The source line of that file that became a line of the class, or 0. */
  public int sourceLine(SourceMapFile file, int classLine) {
    for (SourceMapLine entry : lines) {
      int line = entry.file() == file.id() ? entry.sourceLine(classLine) : 0;
      if (line > 0) {
        return line;
      }
    }
    return 0;
  }
}
