package dev.leadline.itests.tracepoint;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Prometheus server, with its own port, configuration and data. Closing it ends it. */
final class PrometheusServer implements AutoCloseable {

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final Process process;
  private final int port;
  private final Path output;

  private PrometheusServer(Process process, int port, Path output) {
    this.process = process;
    this.port = port;
    this.output = output;
  }

  /** Skips the test where there is none. */
  static Path require() {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(directory -> Path.of(directory, "prometheus"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        found.isPresent(),
        "skipped: there is no `prometheus` on the PATH; on Debian and Ubuntu:"
            + " apt-get install --no-install-recommends prometheus");
    return found.get();
  }

  /** A server that scrapes this port of this machine every second; it is ready on return. */
  static PrometheusServer scraping(Path binary, Path directory, int target) throws IOException {
    Path configuration =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            """
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
            scrape_configs:
              - job_name: shop
                static_configs:
                  - targets: [ '127.0.0.1:%d' ]
            """
                .formatted(target));
    // Somebody may take the port before the server does: then it ends, and another is tried.
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      Path output = directory.resolve("prometheus-" + attempt + ".log");
      Process process =
          new ProcessBuilder(
                  binary.toString(),
                  "--config.file=" + configuration,
                  "--storage.tsdb.path=" + directory.resolve("data-" + attempt),
                  "--web.listen-address=127.0.0.1:" + port,
                  "--log.level=warn")
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      PrometheusServer server = new PrometheusServer(process, port, output);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !process.isAlive() || server.isReady());
      if (process.isAlive()) {
        return server;
      }
      if (attempt == 3) {
        throw new AssertionError("Prometheus does not start: " + Files.readString(output));
      }
    }
  }

  /** Waits for a query that has one number as its answer to have this one. */
  void awaitAnswer(String query, double expected) throws IOException {
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> answer(query).equals(OptionalDouble.of(expected)));
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError(
          query
              + " is not "
              + expected
              + " but "
              + get(path(query))
              + "\n"
              + Files.readString(output),
          e);
    }
  }

  /** The number that a query has as its only answer; empty when it has none, or several. */
  OptionalDouble answer(String query) throws IOException {
    // {"data": {"result": [ {"metric": {..}, "value": [ 1700000000.123, "5" ]} ]}}
    OptionalDouble found = OptionalDouble.empty();
    int values = 0;
    try (JsonParser json = new JsonFactory().createParser(get(path(query)))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_ARRAY && "value".equals(json.currentName())) {
          json.nextToken();
          json.nextToken();
          found = OptionalDouble.of(Double.parseDouble(json.getText()));
          values++;
        }
      }
    }
    return values == 1 ? found : OptionalDouble.empty();
  }

  private static String path(String query) {
    return "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  private boolean isReady() {
    try {
      return get("/-/ready").contains("Ready");
    } catch (IOException notYet) {
      return false;
    }
  }

  private String get(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
