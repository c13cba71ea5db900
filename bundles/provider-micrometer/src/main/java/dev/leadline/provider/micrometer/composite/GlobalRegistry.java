package dev.leadline.provider.micrometer.composite;

import dev.leadline.provider.micrometer.registry.MeterRegistryAdapter;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.SharedInstruments;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.NamingConvention;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@link Metrics#globalRegistry} of the copy of Micrometer that this class is linked to. */
public final class GlobalRegistry implements MeterRegistryAdapter {

  private final CompositeMeterRegistry registry = Metrics.globalRegistry;

  /** By name as the registries see it. */
  private final SharedInstruments open = new SharedInstruments();

  @Override
  public Set<String> destinations() {
    Set<String> destinations = new HashSet<>();
    collect(registry, destinations);
    return destinations;
  }

  private static void collect(CompositeMeterRegistry composite, Set<String> destinations) {
    for (MeterRegistry child : composite.getRegistries()) {
      if (child instanceof CompositeMeterRegistry nested) {
        collect(nested, destinations);
      } else {
        destination(child.getClass()).ifPresent(destinations::add);
      }
    }
  }

  /** By the name of its class, as the library of each registry is another one. */
  private static Optional<String> destination(Class<?> type) {
    // A registry may be a subclass of the application's, or an anonymous one.
    Class<?> named = type;
    while (named != MeterRegistry.class
        && named.getSuperclass() != null
        && !named.getName().startsWith("io.micrometer.")
        && !named.getName().startsWith("io.opentelemetry.")) {
      named = named.getSuperclass();
    }
    String name = named.getSimpleName();
    if (name.startsWith("Simple") || name.startsWith("Logging") || named == MeterRegistry.class) {
      return name.startsWith("Simple") ? Optional.empty() : Optional.of("application");
    }
    if (name.startsWith("Otlp") || name.startsWith("OpenTelemetry")) {
      return Optional.of("opentelemetry");
    }
    return Optional.of(name.replace("MeterRegistry", "").toLowerCase(Locale.ROOT));
  }

  @Override
  public InstrumentResult open(MetricDefinition definition) {
    Set<String> labels = new HashSet<>();
    for (String label : definition.labelNames()) {
      if (label.isBlank()) {
        return new InstrumentResult.Refused("a label without a name cannot be a tag");
      }
      // Prometheus would answer a scrape of everything with an error.
      if (!labels.add(plain(label))) {
        return new InstrumentResult.Refused(
            "two of the labels are both \"%s\" for most registries".formatted(plain(label)));
      }
    }
    return open.open(plain(definition.name()), definition, () -> register(definition));
  }

  private InstrumentResult register(MetricDefinition definition) {
    return registry.find(definition.name()).meter() == null
        ? new InstrumentResult.Opened(new RegisteredMeters(definition, registry), definition.name())
        : new InstrumentResult.Refused(
            "the application has meters of its own that are called " + definition.name());
  }

  /** Dots and dashes are one character for most backends, and case is for some. */
  private static String plain(String name) {
    return NamingConvention.snakeCase
        .name(name, Meter.Type.OTHER)
        .replaceAll("[^A-Za-z0-9_:]", "_")
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    open.close();
  }

  static List<Tag> tags(MetricDefinition definition, List<String> values) {
    Tag[] tags = new Tag[values.size()];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = Tag.of(tagName(definition.labelNames().get(i), definition.type()), values.get(i));
    }
    return List.of(tags);
  }

  /** What Prometheus fills in itself must not be there: no scrape would succeed any more. */
  private static String tagName(String label, MetricType type) {
    boolean isDistribution = type == MetricType.HISTOGRAM || type == MetricType.SUMMARY;
    return isDistribution && (label.equals("le") || label.equals("quantile")) ? label + "_" : label;
  }
}
