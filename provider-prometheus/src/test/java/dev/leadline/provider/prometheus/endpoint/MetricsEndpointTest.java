package dev.leadline.provider.prometheus.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leadline.provider.prometheus.Endpoints;
import dev.leadline.testkit.logging.RecordingLogger;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsEndpointTest {
  private final RecordingLogger log = new RecordingLogger();
  private final CollectorRegistry registry = new CollectorRegistry(true);

  @Test
  void answersScrapesAndSaysWhere(@TempDir Path directory) throws Exception {
    Gauge.build("answer", "to everything").register(registry).set(42);
    Path portFile = directory.resolve("prometheus.port");
    MetricsEndpoint endpoint = endpoint("127.0.0.1", 0, Optional.of(portFile));
    try (endpoint) {
      endpoint.start();
      int port = Endpoints.portOf(endpoint);
      assertThat(Endpoints.scrape(port, Endpoints.PLAIN_TEXT))
          .isEqualTo("# HELP answer to everything\n# TYPE answer gauge\nanswer 42.0\n");
      assertThat(portFile).hasContent(Integer.toString(port));
      assertThat(log.lines())
          .containsExactly("INFO Prometheus endpoint: http://127.0.0.1:" + port + "/metrics");
    }
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void keepsTryingWhileThePortIsTakenAndSaysSoOnce() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    ServerSocket other = new ServerSocket(0, 50, loopback);
    int port = other.getLocalPort();
    try (other;
        MetricsEndpoint endpoint = endpoint("127.0.0.1", port, Optional.empty())) {
      endpoint.start();
      await().until(() -> log.lines().size() >= 5);
      assertThat(endpoint.port()).isEmpty();
      assertThat(log.lines().stream().filter(line -> !line.startsWith("DEBUG")))
          .singleElement()
          .asString()
          .startsWith("WARNING Prometheus endpoint: cannot listen on 127.0.0.1:" + port + ": ")
          .contains("in use")
          .contains("metrics are recorded all the same");

      other.close();
      assertThat(Endpoints.portOf(endpoint)).isEqualTo(port);
      assertThat(log.lines()).last().asString().startsWith("INFO Prometheus endpoint: http://");
      assertThat(Endpoints.scrape(endpoint, Endpoints.PLAIN_TEXT)).isEmpty();
    }
  }

  @Test
  void reportsAHostThatIsNotThere() {
    try (MetricsEndpoint endpoint = endpoint("no-such-host.invalid", 0, Optional.empty())) {
      endpoint.start();
      await()
          .untilAsserted(
              () ->
                  assertThat(log.lines())
                      .first()
                      .asString()
                      .contains("cannot listen on no-such-host.invalid:0"));
    }
  }

  @Test
  void runsOnDaemonThreadsAlone() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (MetricsEndpoint endpoint = endpoint("127.0.0.1", 0, Optional.empty())) {
      endpoint.start();
      Endpoints.scrape(endpoint, Endpoints.PLAIN_TEXT);
      Set<Thread> ours =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !before.contains(thread))
              .collect(Collectors.toSet());
      assertThat(ours).allMatch(Thread::isDaemon);
      assertThat(ours)
          .extracting(Thread::getName)
          .contains("HTTP-Dispatcher")
          .anyMatch(name -> name.startsWith("leadline-prometheus-http-"));
    }
  }

  @Test
  void endsItsThreadsAndFreesThePortWhenClosed() throws Exception {
    MetricsEndpoint endpoint = endpoint("127.0.0.1", 0, Optional.empty());
    endpoint.start();
    int port = Endpoints.portOf(endpoint);
    Endpoints.scrape(port, Endpoints.PLAIN_TEXT);
    endpoint.close();

    assertThat(endpoint.port()).isEmpty();
    assertThatThrownBy(() -> Endpoints.scrape(port, Endpoints.PLAIN_TEXT))
        .isInstanceOf(UncheckedIOException.class);
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("leadline-prometheus")));
    endpoint.start();
    assertThat(endpoint.port()).isEmpty();
  }

  @Test
  void leavesNoSystemPropertyBehind() {
    Properties before = (Properties) System.getProperties().clone();
    try (MetricsEndpoint endpoint = endpoint("127.0.0.1", 0, Optional.empty())) {
      endpoint.start();
      Endpoints.scrape(endpoint, Endpoints.PLAIN_TEXT);
      Set<Object> added = new HashSet<>(System.getProperties().keySet());
      added.removeAll(before.keySet());
      assertThat(added).isEmpty();
    }
  }

  @Test
  void servesOnWhenThePortFileCannotBeWritten(@TempDir Path directory) {
    Path missing = directory.resolve("missing").resolve("prometheus.port");
    try (MetricsEndpoint endpoint = endpoint("127.0.0.1", 0, Optional.of(missing))) {
      endpoint.start();
      Endpoints.scrape(endpoint, Endpoints.PLAIN_TEXT);
      await().until(() -> log.lines().size() == 2);
      assertThat(log.lines().get(1)).contains("cannot be written").contains("missing");
    }
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> endpoint("127.0.0.1", 65_536, Optional.empty()))
        .hasMessage("a port is 0 to 65535: 65536");
    assertThatThrownBy(() -> endpoint(" ", 0, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private MetricsEndpoint endpoint(String host, int port, Optional<Path> portFile) {
    return new MetricsEndpoint(
        new EndpointSettings(host, port, portFile, Duration.ofMillis(20)), registry, log);
  }
}
