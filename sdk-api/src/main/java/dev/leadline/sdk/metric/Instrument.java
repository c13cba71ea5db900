package dev.leadline.sdk.metric;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** One metric inside one provider, open for one application. */
@ConsumerType
public interface Instrument extends AutoCloseable {

  /**
   * The series of these label values, in the order of {@link MetricDefinition#labelNames}; the same
   * series for equal values. Called once per new set of label values, on an application's thread:
   * cheap, and never throwing.
   */
  Series series(List<String> labelValues);

  /**
   * The same with the types of the values, for a backend whose attributes have types; Leadline
   * calls this one. The type is a matter of how a value is shown: a series is known by the texts,
   * and asked for with the same types each time. By default the types are left out.
   *
   * @param labelTypes of these values, one each; what a value's text stands for: see {@link
   *     LabelType}
   */
  default Series series(List<String> labelValues, List<LabelType> labelTypes) {
    return series(labelValues);
  }

  /**
   * What every series holds now, for people to look at; in any order. Empty when this backend
   * cannot say: values are then with the backend alone. On a set-up thread, while the application's
   * threads record.
   */
  default List<SeriesReading> read() {
    return List.of();
  }

  /**
   * These label values will not be recorded again: a backend that can take one series away does so.
   * Asked for again by {@link #series}, they begin anew. On a set-up thread.
   */
  default void forget(List<String> labelValues) {}

  /**
   * The last user is gone: the metric and all its series leave the backend. On a set-up thread;
   * called once. A series that an application's thread still holds may be recorded to while this
   * runs and after; that must do nothing harmful.
   */
  @Override
  void close();
}
