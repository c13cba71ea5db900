package dev.leadline.itests.container;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A provider that knows which numbers it was given, not just how many: every series is recorded to
 * by one thread, which counts upwards, so that what was recorded is a few runs of numbers, and a
 * gap or a repetition shows.
 */
final class Tally implements MetricProvider {

  private final String name;
  private final ConcurrentMap<String, Line> lines = new ConcurrentHashMap<>();

  Tally(String name) {
    this.name = name;
  }

  /** Numbers from one to another, both included. */
  record Run(long from, long to) {}

  /** What one thread has recorded into one metric. Written by that thread alone. */
  static final class Line implements Series {

    private final List<Run> runs = new ArrayList<>();
    private long from;
    private long to;
    private boolean isOutOfOrder;

    @Override
    public void record(double value) {
      long n = (long) value;
      if (to == 0) {
        from = n;
      } else if (n != to + 1) {
        isOutOfOrder |= n <= to;
        runs.add(new Run(from, to));
        from = n;
      }
      to = n;
    }

    /** All runs, once the thread has ended. */
    List<Run> runs() {
      if (isOutOfOrder) {
        throw new AssertionError("something was recorded twice or too late: " + runs);
      }
      List<Run> all = new ArrayList<>(runs);
      if (to > 0) {
        all.add(new Run(from, to));
      }
      return all;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    if (definition.name().startsWith("leadline_")) {
      return new InstrumentResult.Refused("only what threads of the application record");
    }
    return new InstrumentResult.Opened(
        new Instrument() {
          @Override
          public Series series(List<String> labelValues) {
            return lines.computeIfAbsent(definition.name() + labelValues, key -> new Line());
          }

          @Override
          public void close() {
            // What was recorded is still to be looked at.
          }
        },
        definition.name());
  }

  /** By metric and label values. */
  Map<String, Line> lines() {
    return Map.copyOf(lines);
  }
}
