package dev.leadline.provider.otel.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether, and with what, the embedded SDK runs. The SDK itself reads everything else that
 * OpenTelemetry has settings for.
 *
 * @param endpoint where OTLP goes, as somebody has written it; empty = nobody asked for the SDK
 * @param obstacle why it must not run although there is an endpoint; empty = nothing
 * @param properties stronger than what the SDK finds itself
 */
public record EmbeddedSettings(
    Optional<String> endpoint, Optional<String> obstacle, Map<String, String> properties) {

  /** The more special one first. */
  private static final List<String> ENDPOINTS =
      List.of("otel.exporter.otlp.metrics.endpoint", "otel.exporter.otlp.endpoint");

  private static final String EXPORTER = "otel.metrics.exporter";

  public EmbeddedSettings {
    properties = Map.copyOf(properties);
  }

  /**
   * Reads what decides. As in OpenTelemetry, a system property is stronger than a variable.
   *
   * @param properties system properties
   * @param environment variables
   */
  public static EmbeddedSettings read(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment) {
    List<String> found = new ArrayList<>();
    for (String key : ENDPOINTS) {
      value(key, properties, environment).ifPresent(found::add);
    }
    Optional<String> obstacle = Optional.empty();
    String exporter = value(EXPORTER, properties, environment).orElse("otlp");
    if (List.of(exporter.split(",")).stream().noneMatch(name -> name.trim().equals("otlp"))) {
      obstacle = Optional.of("OTEL_METRICS_EXPORTER is " + exporter + ", and not otlp");
    }
    if (Boolean.parseBoolean(value("otel.sdk.disabled", properties, environment).orElse(""))) {
      obstacle = Optional.of("OTEL_SDK_DISABLED is true");
    }
    return new EmbeddedSettings(found.stream().findFirst(), obstacle, Map.of());
  }

  private static Optional<String> value(
      String key,
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment) {
    return Optional.ofNullable(properties.apply(key))
        .or(
            () ->
                Optional.ofNullable(
                    environment.apply(key.toUpperCase(Locale.ROOT).replace('.', '_'))))
        .map(String::trim)
        .filter(text -> !text.isEmpty());
  }
}
