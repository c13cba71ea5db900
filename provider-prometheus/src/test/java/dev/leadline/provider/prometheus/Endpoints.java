package dev.leadline.provider.prometheus;

import static org.awaitility.Awaitility.await;

import dev.leadline.provider.prometheus.endpoint.EndpointSettings;
import dev.leadline.provider.prometheus.endpoint.MetricsEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Endpoints on any free port, and ways to scrape them. */
public final class Endpoints {
  public static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";
  public static final String PLAIN_TEXT = "text/plain; version=0.0.4";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Endpoints() {}

  public static EndpointSettings anyPort() {
    return new EndpointSettings("127.0.0.1", 0, Optional.empty(), Duration.ofMillis(50));
  }

  /** The port, once the endpoint listens. */
  public static int portOf(MetricsEndpoint endpoint) {
    return await().until(endpoint::port, port -> port.isPresent()).getAsInt();
  }

  public static String scrape(MetricsEndpoint endpoint, String accept) {
    return scrape(portOf(endpoint), accept);
  }

  public static String scrape(int port, String accept) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .header("Accept", accept)
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("status " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
