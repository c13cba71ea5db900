package dev.leadline.core.instrumentation.classfile;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** How lines of a tracepoint's file relate to the line numbers in a class that matches it. */
public sealed interface LineMapping {

  /** The usual case: line numbers are those of the file. */
  LineMapping SAME = new Same();

  /** The class's lines that stand for a source line; each range is executed in its own right. */
  List<LineRange> classLines(int sourceLine);

  /** The source line of a line of the class, or 0 when it belongs to another file. */
  int sourceLine(int classLine);

  /** Line numbers are those of the file. */
  record Same() implements LineMapping {
    @Override
    public List<LineRange> classLines(int sourceLine) {
      return List.of(LineRange.of(sourceLine));
    }

    @Override
    public int sourceLine(int classLine) {
      return classLine;
    }
  }

  /**
   * Line numbers go through a source map.
   *
   * @param map the map
   * @param files files of the map that match
   */
  record Mapped(SourceMap map, List<SourceMapFile> files) implements LineMapping {
    public Mapped {
      requireNonNull(map, "map");
      files = List.copyOf(files);
    }

    @Override
    public List<LineRange> classLines(int sourceLine) {
      List<LineRange> ranges = new ArrayList<>();
      files.forEach(file -> ranges.addAll(map.classLines(file, sourceLine)));
      return ranges;
    }

    @Override
    public int sourceLine(int classLine) {
      for (SourceMapFile file : files) {
        int line = map.sourceLine(file, classLine);
        if (line > 0) {
          return line;
        }
      }
      return 0;
    }
  }
}
