package com.acme.statsd;

import dev.leadline.sdk.metric.Series;
import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * One series: recorded to by any number of the application's threads, sent by one at a time. What
 * is sent is the difference to what was sent before, so that no record is lost between reading and
 * resetting.
 */
abstract class StatsdSeries implements Series {

  private final String name;
  private final String tags;

  StatsdSeries(String name, String tags) {
    this.name = name;
    this.tags = tags;
  }

  /** Sends what has changed since it was called last. By one thread at a time. */
  abstract void send(StatsdPackets packets);

  final void send(StatsdPackets packets, String suffix, String value, String type, String tag) {
    String allTags = tags.isEmpty() ? tag : tag.isEmpty() ? tags : tags + "," + tag;
    packets.add(
        name + suffix + ":" + value + "|" + type + (allTags.isEmpty() ? "" : "|#" + allTags));
  }

  /** Whole numbers without a fraction: not every server reads {@code 1.0E10}. */
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  static final class Counter extends StatsdSeries {

    private final DoubleAdder sum = new DoubleAdder();
    private double sent;

    Counter(String name, String tags) {
      super(name, tags);
    }

    @Override
    public void record(double value) {
      sum.add(value);
    }

    @Override
    void send(StatsdPackets packets) {
      double now = sum.sum();
      if (now != sent) {
        send(packets, "", text(now - sent), "c", "");
        sent = now;
      }
    }
  }

  static final class Gauge extends StatsdSeries {

    private volatile double value;
    private volatile boolean isNew;

    Gauge(String name, String tags) {
      super(name, tags);
    }

    @Override
    public void record(double newValue) {
      value = newValue;
      isNew = true;
    }

    @Override
    void send(StatsdPackets packets) {
      if (isNew) {
        // First: a value that comes now is sent twice rather than never.
        isNew = false;
        double now = value;
        if (now < 0) {
          // A sign means "change by"; only from zero is that the value itself.
          send(packets, "", "0", "g", "");
        }
        send(packets, "", text(now), "g", "");
      }
    }
  }

  /** A histogram or summary as counters: {@code .count}, {@code .sum}, {@code .bucket}. */
  static final class Distribution extends StatsdSeries {

    private final double[] bounds;
    private final LongAdder[] counts;
    private final DoubleAdder sum = new DoubleAdder();
    private final long[] sentCounts;
    private double sentSum;

    /**
     * @param bounds upper bounds of the buckets, ascending; none for a summary
     */
    Distribution(String name, String tags, double[] bounds) {
      super(name, tags);
      this.bounds = bounds.clone();
      this.counts = new LongAdder[bounds.length + 1];
      Arrays.setAll(counts, i -> new LongAdder());
      this.sentCounts = new long[counts.length];
    }

    @Override
    public void record(double value) {
      int bucket = 0;
      while (bucket < bounds.length && value > bounds[bucket]) {
        bucket++;
      }
      sum.add(value);
      counts[bucket].increment();
    }

    @Override
    void send(StatsdPackets packets) {
      long count = 0;
      for (int i = 0; i < counts.length; i++) {
        long now = counts[i].sum();
        long more = now - sentCounts[i];
        if (more > 0 && bounds.length > 0) {
          String bound = i < bounds.length ? text(bounds[i]) : "inf";
          send(packets, ".bucket", Long.toString(more), "c", StatsdNames.BOUND + ":" + bound);
        }
        count += more;
        sentCounts[i] = now;
      }
      double nowSum = sum.sum();
      if (count > 0) {
        send(packets, ".count", Long.toString(count), "c", "");
      }
      if (nowSum != sentSum) {
        send(packets, ".sum", text(nowSum - sentSum), "c", "");
        sentSum = nowSum;
      }
    }
  }
}
