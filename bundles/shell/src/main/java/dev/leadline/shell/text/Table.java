package dev.leadline.shell.text;

import dev.leadline.shell.command.Console;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in aligned columns. Not safe for several threads. */
public final class Table {

  private static final String GAP = "  ";

  private final List<String> header;
  private final boolean[] isNumeric;
  private final List<Row> rows = new ArrayList<>();

  private record Cell(String text, Paint paint) {}

  /**
   * @param cells of the row; empty for a note
   * @param note a line below the row before, not aligned with anything
   */
  private record Row(List<Cell> cells, String note) {}

  /**
   * @param header names of the columns; a name that starts with {@code >} is that of a column of
   *     numbers, which stand at its right
   */
  public Table(String... header) {
    this.header =
        Arrays.stream(header).map(name -> name.startsWith(">") ? name.substring(1) : name).toList();
    this.isNumeric = new boolean[header.length];
    for (int i = 0; i < header.length; i++) {
      isNumeric[i] = header[i].startsWith(">");
    }
  }

  /** Adds a row; as many cells as there are columns. */
  public Table row(Object... cells) {
    return painted(0, Paint.PLAIN, cells);
  }

  /** Adds a row with one cell in a colour. */
  public Table painted(int painted, Paint paint, Object... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException("cells for " + header + ": " + Arrays.toString(cells));
    }
    List<Cell> row = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      row.add(new Cell(LineText.of(String.valueOf(cells[i])), i == painted ? paint : Paint.PLAIN));
    }
    rows.add(new Row(row, ""));
    return this;
  }

  /** Adds a line below the last row. */
  public Table note(String text) {
    rows.add(new Row(List.of(), LineText.of(text)));
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Writes it with its header. */
  public void print(Console console) {
    int[] widths = widths();
    List<Cell> names = header.stream().map(name -> new Cell(name, Paint.BOLD)).toList();
    console.out().println(line(console, names, widths));
    printRows(console, widths);
  }

  /** Writes it without its header. */
  public void printRows(Console console) {
    int[] widths = new int[header.size()];
    measure(widths);
    printRows(console, widths);
  }

  private void printRows(Console console, int[] widths) {
    for (Row row : rows) {
      console
          .out()
          .println(
              row.cells().isEmpty()
                  ? GAP + Paint.DIM.on(console, row.note())
                  : line(console, row.cells(), widths));
    }
  }

  private int[] widths() {
    int[] widths = new int[header.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = LineText.width(header.get(i));
    }
    measure(widths);
    return widths;
  }

  private void measure(int[] widths) {
    for (Row row : rows) {
      for (int i = 0; i < row.cells().size(); i++) {
        widths[i] = Math.max(widths[i], LineText.width(row.cells().get(i).text()));
      }
    }
  }

  private String line(Console console, List<Cell> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    StringBuilder pending = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      String fill = " ".repeat(widths[i] - LineText.width(cell.text()));
      String painted = cell.paint().on(console, cell.text());
      pending.append(i == 0 ? "" : GAP);
      if (isNumeric[i]) {
        pending.append(fill);
      }
      if (!cell.text().isEmpty()) {
        // Blanks at the end of a line are never written.
        line.append(pending).append(painted);
        pending.setLength(0);
      }
      if (!isNumeric[i]) {
        pending.append(fill);
      }
    }
    return line.toString();
  }
}
