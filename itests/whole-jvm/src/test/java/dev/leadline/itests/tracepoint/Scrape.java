package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an endpoint, or a registry's text, says.
 *
 * @param text as it is
 * @param samples series to value; {@code name{a="b",c="d"}} or {@code name}
 */
record Scrape(String text, Map<String, Double> samples) {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  static Scrape of(String text) {
    Map<String, Double> samples = new TreeMap<>();
    for (String line : text.lines().toList()) {
      if (!line.startsWith("#") && !line.isBlank()) {
        int space = line.lastIndexOf(' ');
        String series = line.substring(0, space).replace(",}", "}");
        String value = line.substring(space + 1);
        samples.put(
            series,
            switch (value) {
              case "+Inf" -> Double.POSITIVE_INFINITY;
              case "-Inf" -> Double.NEGATIVE_INFINITY;
              default -> Double.valueOf(value);
            });
      }
    }
    return new Scrape(text, samples);
  }

  static Scrape ofPort(int port) throws IOException, InterruptedException {
    return of(get("http://127.0.0.1:" + port + "/metrics"));
  }

  /** What is at this address. */
  static String get(String address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30)).build();
    HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  /** Value of a series that must be there. */
  double value(String series) {
    assertThat(samples).containsKey(series);
    return samples.get(series);
  }

  /** The series of these metrics, without the times of creation that simpleclient adds. */
  Map<String, Double> of(List<String> names) {
    Map<String, Double> found = new TreeMap<>(samples);
    found.keySet().removeIf(series -> !names.contains(series.replaceFirst("\\{.*", "")));
    return found;
  }

  /** The same, of one metric. */
  Map<String, Double> series(String name) {
    return of(List.of(name));
  }
}
