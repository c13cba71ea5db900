package com.acme.statsd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.testkit.metric.ExportedMetric;
import dev.leadline.testkit.metric.MetricDefinitions;
import dev.leadline.testkit.metric.MetricProviderTck;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of every provider, against a server that listens on UDP; and what is ours alone. */
class StatsdMetricProviderTest extends MetricProviderTck {

  private final StatsdServer server;
  private final StatsdMetricProvider provider;

  StatsdMetricProviderTest() throws IOException {
    server = new StatsdServer();
    provider = new StatsdMetricProvider(new StatsdPackets(server.address()));
  }

  @AfterEach
  void closeServer() {
    provider.close();
    server.close();
  }

  @Override
  public MetricProvider provider() {
    return provider;
  }

  @Override
  public Map<String, ExportedMetric> export() {
    return sent().metrics();
  }

  /** A server keeps what it has. */
  @Override
  public boolean removesClosedMetrics() {
    return false;
  }

  /** StatsD has no place for them. */
  @Override
  public boolean exportsHelpAndUnit() {
    return false;
  }

  @Override
  public String exportedLabelValue(String value) {
    return StatsdNames.value(value);
  }

  private StatsdServer sent() {
    provider.send();
    try {
      return server.await();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sendsWhatChangedAndNothingElse() {
    Opened counter = open(MetricDefinitions.counter("jobs", "tier", "region"));
    counter.instrument().series(List.of("gold", "eu")).record(2);
    sent();
    sent();
    counter.instrument().series(List.of("gold", "eu")).record(0.5);
    assertThat(sent().lines())
        .containsExactly("jobs:2|c|#tier:gold,region:eu", "jobs:0.5|c|#tier:gold,region:eu");
  }

  @Test
  void setsAGaugeBelowZeroByWayOfZero() {
    Opened gauge = open(MetricDefinitions.gauge("balance"));
    gauge.instrument().series(List.of()).record(7);
    sent();
    gauge.instrument().series(List.of()).record(-3);
    assertThat(sent().lines()).containsExactly("balance:7|g", "balance:0|g", "balance:-3|g");
  }

  @Test
  void sendsTheLastValuesWhenAMetricIsClosed() throws Exception {
    Opened histogram = open(MetricDefinitions.metric("latency", MetricType.HISTOGRAM));
    histogram.instrument().series(List.of()).record(0.3);
    histogram.instrument().close();
    assertThat(server.await().lines())
        .containsExactly("latency.bucket:1|c|#le:0.5", "latency.count:1|c", "latency.sum:0.3|c");
  }

  @Test
  void fillsDatagramsAndLosesNoLine() {
    Opened counter = open(MetricDefinitions.counter("many", "user"));
    for (int i = 0; i < 1_000; i++) {
      counter.instrument().series(List.of("user" + i)).record(1);
    }
    assertThat(sent().lines()).hasSize(1_000);
  }
}
