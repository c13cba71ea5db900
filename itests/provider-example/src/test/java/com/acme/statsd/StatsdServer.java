package com.acme.statsd;

import dev.leadline.testkit.metric.ExportedMetric;
import dev.leadline.testkit.metric.ExportedValue;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A StatsD server, as far as counters and gauges with tags go: counters add up, a gauge is set, or
 * changed when its value has a sign.
 */
final class StatsdServer implements AutoCloseable {

  private static final String END = "end-of-test";
  private static final int MOST_BYTES = 65_536;

  private final DatagramSocket socket;
  private final Thread reader;

  /** Guarded by this: by metric, by tags. */
  private final Map<String, Map<Map<String, String>, Double>> values = new HashMap<>();

  /** Guarded by this. */
  private final List<String> lines = new ArrayList<>();

  private volatile CountDownLatch end = new CountDownLatch(1);

  StatsdServer() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setReceiveBufferSize(4 << 20);
    reader = new Thread(this::read, "statsd-server");
    reader.setDaemon(true);
    reader.start();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
  }

  private void read() {
    byte[] buffer = new byte[MOST_BYTES];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        String text =
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        if (text.equals(END)) {
          end.countDown();
        } else {
          text.lines().forEach(this::take);
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private synchronized void take(String line) {
    lines.add(line);
    String[] parts = line.split("\\|", -1);
    int colon = parts[0].indexOf(':');
    String text = parts[0].substring(colon + 1);
    double value = Double.parseDouble(text);
    Map<Map<String, String>, Double> series =
        values.computeIfAbsent(parts[0].substring(0, colon), key -> new HashMap<>());
    Map<String, String> tags = tags(parts);
    boolean isChange = parts[1].equals("c") || text.startsWith("-") || text.startsWith("+");
    series.merge(tags, value, (old, now) -> isChange ? old + now : now);
  }

  private static Map<String, String> tags(String[] parts) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (parts.length > 2) {
      for (String tag : parts[2].substring(1).split(",", -1)) {
        String[] pair = tag.split(":", 2);
        tags.put(pair[0], pair[1]);
      }
    }
    return tags;
  }

  /** Returns when everything that was sent before has been taken: UDP keeps its order here. */
  StatsdServer await() throws IOException, InterruptedException {
    end = new CountDownLatch(1);
    byte[] bytes = END.getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket sender = new DatagramSocket()) {
      sender.send(new DatagramPacket(bytes, bytes.length, address()));
    }
    if (!end.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("datagrams were lost");
    }
    return this;
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** As the contract's tests want it: counters that belong together are a distribution. */
  synchronized Map<String, ExportedMetric> metrics() {
    Map<String, Map<Map<String, String>, ExportedValue>> metrics = new HashMap<>();
    values.forEach(
        (name, series) ->
            series.forEach(
                (tags, value) -> {
                  String metric = name.replaceAll("\\.(count|sum|bucket)$", "");
                  metrics
                      .computeIfAbsent(metric, key -> new HashMap<>())
                      .computeIfAbsent(without(tags, name), key -> value(metric, key));
                }));
    Map<String, ExportedMetric> exported = new HashMap<>();
    metrics.forEach((name, series) -> exported.put(name, new ExportedMetric("", "", series)));
    return exported;
  }

  private static Map<String, String> without(Map<String, String> tags, String name) {
    Map<String, String> own = new LinkedHashMap<>(tags);
    if (name.endsWith(".bucket")) {
      own.remove("le");
    }
    return own;
  }

  private ExportedValue value(String metric, Map<String, String> tags) {
    Map<Map<String, String>, Double> scalars = values.get(metric);
    if (scalars != null) {
      return new ExportedValue.Scalar(scalars.get(tags));
    }
    TreeMap<Double, Double> buckets = new TreeMap<>();
    values
        .getOrDefault(metric + ".bucket", Map.of())
        .forEach(
            (bucketTags, count) -> {
              if (without(bucketTags, ".bucket").equals(tags)
                  && !bucketTags.get("le").equals("inf")) {
                buckets.put(Double.valueOf(bucketTags.get("le")), count);
              }
            });
    double below = 0;
    for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
      below += bucket.getValue();
      bucket.setValue(below);
    }
    return new ExportedValue.Distribution(
        values.getOrDefault(metric + ".count", Map.of()).getOrDefault(tags, 0.0),
        values.getOrDefault(metric + ".sum", Map.of()).getOrDefault(tags, 0.0),
        buckets);
  }

  @Override
  public void close() {
    socket.close();
  }
}
