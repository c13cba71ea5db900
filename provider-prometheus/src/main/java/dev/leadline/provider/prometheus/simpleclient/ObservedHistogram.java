package dev.leadline.provider.prometheus.simpleclient;

import dev.leadline.sdk.metric.SeriesReading;
import io.prometheus.client.Collector;
import io.prometheus.client.Histogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A histogram that shows, when it is collected, distributions that are kept elsewhere, beside what
 * it was told itself. Its samples are simpleclient's own, of whatever version, with ours added to
 * their values: the library lets nobody make a child of a histogram. Thread-safe.
 */
final class ObservedHistogram extends Collector implements Collector.Describable {

  private final String name;
  private final int labels;
  private final Histogram told;

  /** Guarded by this. */
  private final Map<List<String>, Observed> series = new HashMap<>();

  ObservedHistogram(String name, int labels, Histogram told) {
    this.name = name;
    this.labels = labels;
    this.told = told;
  }

  /** What is kept elsewhere for one set of label values. */
  private static final class Observed {
    /** Almost always one: as many as there are applications that share the histogram. */
    private final List<Supplier<SeriesReading.Distribution>> sources = new ArrayList<>(1);

    /** What sources that are gone have left. */
    private final Sum left = new Sum();

    private Sum now() {
      Sum sum = new Sum();
      sum.add(left);
      sources.forEach(source -> sum.add(source.get()));
      return sum;
    }
  }

  /** Of distributions; the buckets' values are their own. */
  private static final class Sum {
    private long count;
    private double sum;
    private final SortedMap<Double, Long> buckets = new TreeMap<>();

    private void add(SeriesReading.Distribution other) {
      count += other.count();
      sum += other.sum();
      other.buckets().forEach((bound, own) -> buckets.merge(bound, own, Long::sum));
    }

    private void add(Sum other) {
      count += other.count;
      sum += other.sum;
      other.buckets.forEach((bound, own) -> buckets.merge(bound, own, Long::sum));
    }

    /** As the format has it: with all that is below. */
    private long upTo(double bound) {
      long sum = 0;
      for (Map.Entry<Double, Long> bucket : buckets.entrySet()) {
        sum += bucket.getKey() <= bound ? bucket.getValue() : 0;
      }
      return sum;
    }
  }

  Histogram told() {
    return told;
  }

  synchronized void add(List<String> labelValues, Supplier<SeriesReading.Distribution> source) {
    // So that it has samples.
    told.labels(labelValues.toArray(String[]::new));
    series.computeIfAbsent(labelValues, key -> new Observed()).sources.add(source);
  }

  /** What it was keeps being shown. */
  synchronized void remove(List<String> labelValues, Supplier<SeriesReading.Distribution> source) {
    Observed observed = series.get(labelValues);
    if (observed != null && observed.sources.remove(source)) {
      observed.left.add(source.get());
    }
  }

  synchronized void forget(List<String> labelValues) {
    series.remove(labelValues);
    told.remove(labelValues.toArray(String[]::new));
  }

  @Override
  public List<MetricFamilySamples> collect() {
    List<MetricFamilySamples> families = told.collect();
    Map<List<String>, Sum> sums = new HashMap<>();
    synchronized (this) {
      series.forEach((labelValues, observed) -> sums.put(labelValues, observed.now()));
    }
    List<MetricFamilySamples> shown = new ArrayList<>();
    for (MetricFamilySamples family : families) {
      // A list of the library's own making for this call alone, in all its versions.
      family.samples.replaceAll(sample -> shown(sample, sums));
      shown.add(family);
    }
    return shown;
  }

  private MetricFamilySamples.Sample shown(
      MetricFamilySamples.Sample sample, Map<List<String>, Sum> sums) {
    Sum sum = sums.get(sample.labelValues.subList(0, labels));
    double more;
    if (sum == null) {
      return sample;
    } else if (sample.name.equals(name + "_count")) {
      more = sum.count;
    } else if (sample.name.equals(name + "_sum")) {
      more = sum.sum;
    } else if (sample.name.equals(name + "_bucket")) {
      more = sum.upTo(CollectorReading.bound(sample, labels));
    } else {
      return sample;
    }
    return new MetricFamilySamples.Sample(
        sample.name, sample.labelNames, sample.labelValues, sample.value + more);
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return told.describe();
  }
}
