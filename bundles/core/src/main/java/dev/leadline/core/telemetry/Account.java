package dev.leadline.core.telemetry;

import dev.leadline.core.tracepoint.LiveTracepoint;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was told of one tracepoint, and where. */
final class Account {

  private WeakReference<@Nullable LiveTracepoint> tracepoint = new WeakReference<>(null);
  private WeakReference<@Nullable Outlet> outlet = new WeakReference<>(null);

  /** What counters have reached; of gauges, that they were told at all. */
  private final Map<Line, Long> told = new HashMap<>();

  private record Line(SelfMetric metric, List<String> labelValues) {}

  /** Tells of this tracepoint from now on, at this place. */
  void open(LiveTracepoint current, Outlet place) {
    if (outlet.get() != place) {
      close();
      outlet = new WeakReference<>(place);
    }
    if (tracepoint.get() != current) {
      // Declared anew under the same id: its figures begin at zero, what was told goes on.
      told.replaceAll((line, value) -> 0L);
      tracepoint = new WeakReference<>(current);
    }
  }

  @Nullable Outlet outlet() {
    return outlet.get();
  }

  /** A counter's figure; a smaller one than before is one that is being counted right now. */
  void count(SelfMetric metric, List<String> labelValues, long total) {
    Outlet place = outlet.get();
    Line line = new Line(metric, labelValues);
    Long before = told.get(line);
    if (place != null && (before == null || total > before)) {
      place.record(metric, labelValues, (double) (total - (before == null ? 0 : before)));
      told.put(line, total);
    }
  }

  /** A figure as it is now. Told at every look: a provider that came meanwhile has to know, too. */
  void set(SelfMetric metric, List<String> labelValues, double value) {
    Outlet place = outlet.get();
    if (place != null) {
      place.record(metric, labelValues, value);
      told.put(new Line(metric, labelValues), 0L);
    }
  }

  /** Of a gauge with a series per choice: this one is 1 now, those told before are 0. */
  void select(SelfMetric metric, List<String> labelValues) {
    List<Line> lines = told.keySet().stream().filter(line -> line.metric() == metric).toList();
    for (Line line : lines) {
      if (!line.labelValues().equals(labelValues)) {
        set(metric, line.labelValues(), 0);
      }
    }
    set(metric, labelValues, 1);
  }

  /** The tracepoint is gone, or told of elsewhere: takes its series away. */
  void close() {
    Outlet place = outlet.get();
    if (place != null) {
      told.keySet().forEach(line -> place.forget(line.metric(), line.labelValues()));
    }
    told.clear();
    tracepoint.clear();
    outlet.clear();
  }
}
