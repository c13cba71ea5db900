package dev.leadline.shell.text;

import dev.leadline.sdk.inventory.MetricStatus;
import dev.leadline.sdk.metric.SeriesReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Series of a metric as people read them. */
public final class SeriesText {

  private static final int MOST_OF_A_LABEL = 60;

  private SeriesText() {}

  /** {@code user_id=u1 region=eu}; {@code (no labels)} when there are none. */
  public static String labels(MetricStatus metric, SeriesReading series) {
    List<String> names = metric.definition().labelNames();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(names.size(), series.labelValues().size()); i++) {
      text.append(text.isEmpty() ? "" : " ")
          .append(names.get(i))
          .append('=')
          .append(LineText.cut(series.labelValues().get(i), MOST_OF_A_LABEL));
    }
    return text.isEmpty() ? "(no labels)" : text.toString();
  }

  /** {@code 12,345}; {@code 12 values, mean 0.4, sum 4.8} of a distribution. */
  public static String value(SeriesReading series) {
    if (series instanceof SeriesReading.Scalar scalar) {
      return NumberText.value(scalar.value());
    }
    SeriesReading.Distribution distribution = (SeriesReading.Distribution) series;
    return NumberText.plural(distribution.count(), "value")
        + (distribution.count() == 0
            ? ""
            : ", mean "
                + NumberText.value(distribution.sum() / distribution.count())
                + ", sum "
                + NumberText.value(distribution.sum()));
  }

  /** By which series are compared: a scalar's value, a distribution's count. */
  public static double size(SeriesReading series) {
    return series instanceof SeriesReading.Scalar scalar
        ? scalar.value()
        : ((SeriesReading.Distribution) series).count();
  }

  /** The largest first. */
  public static List<SeriesReading> sorted(MetricStatus metric) {
    return metric.series().stream()
        .sorted(
            Comparator.comparingDouble(SeriesText::size)
                .reversed()
                .thenComparing(series -> series.labelValues().toString()))
        .toList();
  }

  /** A line for each of the largest, and one that tells how many more there are. */
  public static List<String> largest(MetricStatus metric, int most) {
    List<SeriesReading> sorted = sorted(metric);
    List<String> lines = new ArrayList<>();
    int widest =
        sorted.stream()
            .limit(most)
            .mapToInt(series -> LineText.width(labels(metric, series)))
            .max()
            .orElse(0);
    sorted.stream()
        .limit(most)
        .forEach(
            series -> {
              String labels = labels(metric, series);
              lines.add(
                  labels + " ".repeat(widest - LineText.width(labels)) + "  " + value(series));
            });
    if (sorted.size() > most) {
      lines.add(
          "and "
              + NumberText.count(sorted.size() - most)
              + " more; metrics:show "
              + metric.definition().name()
              + " has them all");
    }
    return lines;
  }
}
