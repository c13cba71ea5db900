package dev.leadline.sdk.metric;

import java.util.List;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A histogram whose backend asks for its buckets when it collects, and is not told each
 * observation. For an {@link Instrument} of a {@link MetricType#HISTOGRAM} to implement beside;
 * Leadline then does not call {@link Instrument#series}, which has to work all the same: it is
 * called where {@link #bounds} are not those that Leadline counts by, which are the definition's,
 * or {@link #DEFAULT_BOUNDS}.
 *
 * <p>It is what {@link TotalReader} is for a counter: Leadline keeps the distribution without an
 * atomic instruction, once for all providers.
 */
@ConsumerType
public interface DistributionReader {

  /** Upper bounds of the buckets of a metric that says nothing of its buckets. */
  List<Double> DEFAULT_BOUNDS =
      List.of(.005, .01, .025, .05, .075, .1, .25, .5, .75, 1.0, 2.5, 5.0, 7.5, 10.0);

  /**
   * Upper bounds of the buckets that the backend shows, ascending and finite, without the last one.
   * Asked for once, on a set-up thread.
   */
  List<Double> bounds();

  /**
   * A series is there, whose observations are these. Called once per set of label values, before
   * anything is recorded with them; on an application's thread: cheap, and never throwing.
   *
   * @param labelValues in the order of {@link MetricDefinition#labelNames}
   * @param distribution starts with nothing and never decreases; with a bucket for each of the
   *     bounds and one for what is above them, and without quantiles. Any thread may ask, at any
   *     time; it costs a few loads for each bucket and each of the application's threads, and may
   *     wait very briefly. It answers until, and after, {@link Instrument#close}, and keeps nothing
   *     of the application alive
   */
  void observe(List<String> labelValues, Supplier<SeriesReading.Distribution> distribution);
}
