package dev.leadline.sdk.metric;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A counter whose backend asks for a total when it collects, and is not told each increment. For an
 * {@link Instrument} of a {@link MetricType#COUNTER} to implement beside; Leadline then does not
 * call {@link Instrument#series}, which has to work all the same.
 *
 * <p>It is what makes a hit cheapest: Leadline keeps the total without an atomic instruction, once
 * for all providers. A backend that can only be told implements {@link Instrument#series} alone.
 *
 * <p>Example, for a backend with callbacks:
 *
 * <pre>{@code
 * public void observe(List<String> labelValues, DoubleSupplier total) {
 *   callbacks.put(labelValues, total);   // asked at each collection
 * }
 * }</pre>
 */
@ConsumerType
public interface TotalReader {

  /**
   * A series is there, whose value is this total. Called once per set of label values, before
   * anything is recorded with them; on an application's thread: cheap, and never throwing.
   *
   * @param labelValues in the order of {@link MetricDefinition#labelNames}
   * @param total starts at 0 and never decreases. Any thread may ask, at any time; it costs a few
   *     loads for each of the application's threads, and may wait very briefly. It answers until,
   *     and after, {@link Instrument#close}, and keeps nothing of the application alive
   */
  void observe(List<String> labelValues, DoubleSupplier total);
}
