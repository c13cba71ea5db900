package dev.leadline.core.instrumentation.classfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the text format of JSR-45. Tolerant: what cannot be read is left out. */
final class SourceMapReader {

  /** More entries than any class has lines; a hostile class must not cost memory. */
  private static final int MAX_ENTRIES = 65_536;

  private final List<SourceMapFile> files = new ArrayList<>();
  private final List<SourceMapLine> lines = new ArrayList<>();
  private int lineFile;

  private SourceMapReader() {}

  static Optional<SourceMap> read(String text) {
    List<String> rows = text.lines().limit(MAX_ENTRIES).toList();
    if (rows.size() < 3 || !rows.get(0).trim().equals("SMAP")) {
      return Optional.empty();
    }
    String wanted = rows.get(2).trim();
    SourceMapReader reader = new SourceMapReader();
    boolean inStratum = false;
    char section = ' ';
    for (int i = 3; i < rows.size(); i++) {
      String row = rows.get(i).trim();
      if (row.startsWith("*")) {
        section = row.length() > 1 ? row.charAt(1) : ' ';
        if (section == 'S') {
          inStratum = row.substring(2).trim().equals(wanted);
        }
      } else if (inStratum && section == 'F') {
        i = reader.readFile(rows, i);
      } else if (inStratum && section == 'L') {
        reader.readLine(row);
      }
    }
    return reader.files.isEmpty()
        ? Optional.empty()
        : Optional.of(new SourceMap(wanted, reader.files, reader.lines));
  }

  /** {@code 1 Foo.kt}, or {@code + 1 Foo.kt} with the path in the next row. */
  private int readFile(List<String> rows, int index) {
    String row = rows.get(index).trim();
    boolean hasPath = row.startsWith("+");
    String entry = hasPath ? row.substring(1).trim() : row;
    int space = entry.indexOf(' ');
    int id = space < 0 ? -1 : number(entry.substring(0, space));
    String path = hasPath && index + 1 < rows.size() ? rows.get(index + 1).trim() : "";
    if (id >= 0) {
      files.add(new SourceMapFile(id, entry.substring(space + 1).trim(), path));
    }
    return hasPath ? index + 1 : index;
  }

  /** {@code start#file,count:classStart,increment}; file, count and increment are optional. */
  private void readLine(String row) {
    int colon = row.indexOf(':');
    if (colon < 0) {
      return;
    }
    String source = row.substring(0, colon);
    String target = row.substring(colon + 1);
    int sourceComma = source.indexOf(',');
    int count = sourceComma < 0 ? 1 : number(source.substring(sourceComma + 1));
    String start = sourceComma < 0 ? source : source.substring(0, sourceComma);
    int hash = start.indexOf('#');
    // A file id stays in force for the rows that follow it.
    lineFile = hash < 0 ? lineFile : number(start.substring(hash + 1));
    int sourceStart = number(hash < 0 ? start : start.substring(0, hash));
    int targetComma = target.indexOf(',');
    int increment = targetComma < 0 ? 1 : number(target.substring(targetComma + 1));
    int classStart = number(targetComma < 0 ? target : target.substring(0, targetComma));
    if (sourceStart >= 0 && count > 0 && classStart >= 0 && increment >= 0) {
      lines.add(new SourceMapLine(lineFile, sourceStart, count, classStart, increment));
    }
  }

  /** A line number of at most 65,535, or -1. */
  private static int number(String text) {
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
      if (value > 0xFFFF) {
        return -1;
      }
    }
    return text.isEmpty() ? -1 : value;
  }
}
