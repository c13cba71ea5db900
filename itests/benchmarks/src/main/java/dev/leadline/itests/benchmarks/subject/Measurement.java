package dev.leadline.itests.benchmarks.subject;

import dev.leadline.itests.benchmarks.subject.Slice.Cost;
import dev.leadline.itests.benchmarks.subject.Slice.Way;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The application's main class. Each line of its input asks for one scenario; it answers with one
 * line per round: nanoseconds and bytes of a call as it is, by hand and probed.
 *
 * <p>The three ways take turns in slices of some milliseconds, in an order that changes at random,
 * and only processor time counts. So what else the machine does meets all three alike.
 */
public final class Measurement {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PROBING_CALLS = 100;

  private Measurement() {}

  /** What a line of the input says, separated by blanks. */
  private record Order(
      String subject,
      String sample,
      boolean isLive,
      int threads,
      boolean isVirtual,
      int labels,
      int warmUps,
      int rounds,
      int calls) {

    /** The name of the metric that the sample is of. */
    String metric() {
      return sample.replaceFirst("_(total|count)$", "");
    }

    static Order parse(String line) {
      String[] words = line.split(" ", -1);
      return new Order(
          words[0],
          words[1],
          Boolean.parseBoolean(words[2]),
          Integer.parseInt(words[3]),
          Boolean.parseBoolean(words[4]),
          Integer.parseInt(words[5]),
          Integer.parseInt(words[6]),
          Integer.parseInt(words[7]),
          Integer.parseInt(words[8]));
    }
  }

  public static void main(String[] arguments) throws Exception {
    // Leadline is in another class path; this makes simpleclient the application's own.
    CollectorRegistry registry = CollectorRegistry.defaultRegistry;
    OpenTelemetryMetrics telemetry =
        Boolean.getBoolean("opentelemetry") ? new OpenTelemetryMetrics() : null;
    for (int i = 0; i < Integer.getInteger("fleet", 0); i++) {
      Class.forName("fleet.Ship" + i);
    }
    FleetMetrics.await(Integer.getInteger("fleet.metrics", 0));
    System.out.println("ready");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line; (line = in.readLine()) != null; ) {
        run(Order.parse(line), registry, telemetry);
      }
    }
  }

  private static void run(
      Order order, CollectorRegistry registry, @Nullable OpenTelemetryMetrics telemetry)
      throws Exception {
    Subject subject =
        Class.forName(order.subject())
            .asSubclass(Subject.class)
            .getDeclaredConstructor()
            .newInstance();
    Customer[] customers = Customer.crowd(order.labels());
    Meter meter = order.isVirtual() ? new VirtualThreadMeter() : new PlatformThreadMeter();
    ExecutorService workers = meter.workers(order.threads());
    try {
      Slice slice = new Slice(workers, order.threads(), meter, customers);
      awaitState(order, registry, subject, customers);
      double before = total(registry, order.sample());
      double beforeThere = telemetry == null ? 0 : telemetry.total(order.metric());
      long probed = 0;
      List<Way> ways = new ArrayList<>(List.of(subject::plain, subject::byHand, subject::probed));
      List<Integer> turns = new ArrayList<>(List.of(0, 1, 2));
      Random random = new Random(7);
      for (int round = 0; round < order.warmUps() + order.rounds(); round++) {
        Collections.shuffle(turns, random);
        Cost[] costs = new Cost[ways.size()];
        for (int turn : turns) {
          costs[turn] = slice.run(ways.get(turn), order.calls());
        }
        probed += (long) order.threads() * order.calls();
        if (round >= order.warmUps()) {
          print(costs);
        }
      }
      double recorded = total(registry, order.sample()) - before;
      if (telemetry != null && telemetry.total(order.metric()) - beforeThere != recorded) {
        throw new IllegalStateException(order.metric() + " differs between the two providers");
      }
      System.out.println("end " + probed + " " + recorded);
    } finally {
      workers.shutdown();
    }
  }

  private static void print(Cost[] costs) {
    StringBuilder line = new StringBuilder("round");
    for (Cost cost : costs) {
      line.append(' ').append(cost.nanos()).append(' ').append(cost.bytes());
    }
    System.out.println(line);
  }

  /** Calls the method until its tracepoint is as the scenario wants it: recording, or silent. */
  private static void awaitState(
      Order order, CollectorRegistry registry, Subject subject, Customer[] customers)
      throws InterruptedException {
    long start = System.nanoTime();
    double last = -1;
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      double before = total(registry, order.sample());
      long h = subject.probed(PROBING_CALLS, customers, 1);
      double grown = total(registry, order.sample()) - before;
      boolean isAsWanted = order.isLive() ? grown > 0 : grown == 0 && last == 0;
      if (isAsWanted && h != 0) {
        return;
      }
      last = grown;
      Thread.sleep(order.isLive() ? 50 : 1500);
    }
    throw new IllegalStateException(order.subject() + " does not become what is measured");
  }

  /** The sum of all series of this name; 0 when there are none. */
  private static double total(CollectorRegistry registry, String sampleName) {
    double total = 0;
    Enumeration<Collector.MetricFamilySamples> families = registry.metricFamilySamples();
    while (families.hasMoreElements()) {
      Collector.@Nullable MetricFamilySamples family = families.nextElement();
      for (Collector.MetricFamilySamples.Sample sample : family.samples) {
        if (sample.name.equals(sampleName)) {
          total += sample.value;
        }
      }
    }
    return total;
  }
}
