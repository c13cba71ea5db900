package dev.leadline.shell.text;

import java.util.List;

/** Values as lengths and heights of block characters. */
public final class BarText {

  private static final String EIGHTHS = " \u258f\u258e\u258d\u258c\u258b\u258a\u2589";
  private static final String HEIGHTS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  private BarText() {}

  /** A bar as long as the value's part of the largest; one that is not zero shows. */
  public static String bar(double value, double largest, int columns) {
    if (!(value > 0) || !(largest > 0)) {
      return "";
    }
    int eighths = (int) Math.max(1, Math.round(Math.min(1, value / largest) * columns * 8));
    String full = "\u2588".repeat(eighths / 8);
    return eighths % 8 == 0 ? full : full + EIGHTHS.charAt(eighths % 8);
  }

  /** A column for each value, as high as its part of the largest; the smallest is zero's. */
  public static String sparkline(List<Double> values) {
    double largest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (double value : values) {
      int height =
          !(value > 0) || !(largest > 0)
              ? 0
              : (int) Math.max(1, Math.round(value / largest * (HEIGHTS.length() - 1)));
      line.append(HEIGHTS.charAt(height));
    }
    return line.toString();
  }
}
