package dev.leadline.provider.prometheus.component;

import dev.leadline.provider.prometheus.endpoint.EndpointSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The provider's settings.
 *
 * @param endpoint host, port and port file
 * @param startsAtBoot whether the endpoint starts before the first metric
 * @param problems what was wrong with the texts, one line each; the default is used instead
 */
record PrometheusSettings(EndpointSettings endpoint, boolean startsAtBoot, List<String> problems) {
  static final String HOST = "leadline.prometheus.host";
  static final String PORT = "leadline.prometheus.port";
  static final String START = "leadline.prometheus.start";
  static final String RUN_DIRECTORY = "leadline.jvm.dir";

  static final String PORT_FILE = "prometheus.port";
  static final String DEFAULT_HOST = "127.0.0.1";
  static final int DEFAULT_PORT = 9464;
  static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

  PrometheusSettings {
    problems = List.copyOf(problems);
  }

  /** Reads settings by key; never throws. */
  static PrometheusSettings read(Function<String, @Nullable String> text) {
    List<String> problems = new ArrayList<>();
    String host = trimmed(text.apply(HOST)).orElse(DEFAULT_HOST);
    Optional<Path> portFile =
        trimmed(text.apply(RUN_DIRECTORY)).map(directory -> Path.of(directory, PORT_FILE));
    return new PrometheusSettings(
        new EndpointSettings(host, port(text.apply(PORT), problems), portFile, RETRY_INTERVAL),
        startsAtBoot(text.apply(START), problems),
        problems);
  }

  private static int port(@Nullable String text, List<String> problems) {
    Optional<String> value = trimmed(text);
    if (value.isEmpty()) {
      return DEFAULT_PORT;
    }
    try {
      int port = Integer.parseInt(value.get());
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Reported below, with numbers that are out of range.
    }
    problems.add(
        "%s is a number from 0 to 65535, not \"%s\"; using %d"
            .formatted(PORT, value.get(), DEFAULT_PORT));
    return DEFAULT_PORT;
  }

  private static boolean startsAtBoot(@Nullable String text, List<String> problems) {
    String value = trimmed(text).orElse("first-metric");
    if (!value.equals("boot") && !value.equals("first-metric")) {
      problems.add(
          "%s is boot or first-metric, not \"%s\"; using first-metric".formatted(START, value));
    }
    return value.equals("boot");
  }

  private static Optional<String> trimmed(@Nullable String text) {
    return text == null || text.isBlank() ? Optional.empty() : Optional.of(text.trim());
  }
}
