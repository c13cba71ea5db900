package dev.leadline.core.instrumentation.classfile;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a source map's line section.
 *
 * @param file id of the source file
 * @param sourceStart first source line
 * @param count number of source lines, at least 1
 * @param classStart first line of the class
 * @param increment how many lines of the class each source line became
 */
record SourceMapLine(int file, int sourceStart, int count, int classStart, int increment) {

  @Nullable LineRange classLines(int sourceLine) {
    if (sourceLine < sourceStart || sourceLine - sourceStart >= count) {
      return null;
    }
    int first = classStart + (sourceLine - sourceStart) * increment;
    return new LineRange(first, first + Math.max(increment, 1) - 1);
  }

  int sourceLine(int classLine) {
    int width = Math.max(increment, 1);
    int distance = classLine - classStart;
    return distance < 0 || distance >= count * width ? 0 : sourceStart + distance / width;
  }
}
