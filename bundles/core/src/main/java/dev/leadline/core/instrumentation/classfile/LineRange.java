package dev.leadline.core.instrumentation.classfile;

/**
 * Lines of a class file's line table that belong together.
 *
 * @param first from
 * @param last to, inclusive
 */
public record LineRange(int first, int last) {
  public LineRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("not a range of lines: " + first + " to " + last);
    }
  }

  /** A single line. */
  public static LineRange of(int line) {
    return new LineRange(line, line);
  }

  public boolean contains(int line) {
    return line >= first && line <= last;
  }
}
