package dev.leadline.core.inventory;

import dev.leadline.core.application.LoaderName;
import dev.leadline.core.installation.LeadlineThread;
import dev.leadline.core.linking.ClassAnchor;
import dev.leadline.core.linking.ExpressionLanguages;
import dev.leadline.core.linking.InstrumentedClass;
import dev.leadline.core.linking.Probe;
import dev.leadline.core.metric.MetricCatalog;
import dev.leadline.core.metric.ProviderHandle;
import dev.leadline.core.metric.ScopedMetric;
import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.core.registry.LiveTracepointRegistry;
import dev.leadline.sdk.inventory.Inventory;
import dev.leadline.sdk.inventory.LanguageStatus;
import dev.leadline.sdk.inventory.MetricStatus;
import dev.leadline.sdk.inventory.ProviderStatus;
import dev.leadline.sdk.inventory.ServiceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** The providers, languages and metrics of a core. Safe on any thread but the application's. */
public final class CoreInventory implements Inventory {

  /** Leadline's thread may be compiling, which takes a second at times. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ScopedMetrics metrics;
  private final ExpressionLanguages languages;
  private final LiveTracepointRegistry registry;
  private final ClassAnchor anchor;
  private final LeadlineThread thread;
  private final Function<Object, String> bundleOf;

  /**
   * @param bundleOf the name and version of the bundle that a service comes from
   */
  public CoreInventory(
      ScopedMetrics metrics,
      ExpressionLanguages languages,
      LiveTracepointRegistry registry,
      ClassAnchor anchor,
      LeadlineThread thread,
      Function<Object, String> bundleOf) {
    this.metrics = metrics;
    this.languages = languages;
    this.registry = registry;
    this.anchor = anchor;
    this.thread = thread;
    this.bundleOf = bundleOf;
  }

  @Override
  public List<ProviderStatus> providers() {
    return onThread(() -> metrics.all().stream().map(this::status).toList());
  }

  private ProviderStatus status(ProviderHandle provider) {
    return new ProviderStatus(
        provider.name(),
        bundleOf.apply(provider.provider()),
        provider.state(),
        provider.reason(),
        (int)
            metrics.live().stream()
                .filter(metric -> !MetricCatalog.isOwn(metric.definition()))
                .filter(metric -> metric.isOpenIn(provider))
                .count(),
        provider.health().failures());
  }

  @Override
  public List<LanguageStatus> languages() {
    return languages.present().stream().map(this::status).toList();
  }

  private LanguageStatus status(ExpressionLanguages.Present language) {
    return new LanguageStatus(
        language.name(),
        bundleOf.apply(language.language()),
        language.isUsed() ? ServiceState.ACTIVE : ServiceState.IGNORED,
        language.isUsed()
            ? language.blocked().orElse("")
            : "there is another language of this name, which came first",
        language.isUsed()
            ? (int)
                registry.all().stream()
                    .filter(tracepoint -> tracepoint.languages().contains(language.name()))
                    .count()
            : 0);
  }

  @Override
  public List<MetricStatus> metrics() {
    Map<ScopedMetric, Set<String>> users = new HashMap<>();
    for (ScopedMetric metric : onThread(metrics::live)) {
      users.put(metric, new TreeSet<>());
    }
    for (InstrumentedClass instrumented : anchor.all()) {
      for (Probe probe : instrumented.probes()) {
        for (ScopedMetric metric : probe.metrics()) {
          users.computeIfAbsent(metric, key -> new TreeSet<>()).add(probe.tracepoint().id());
        }
      }
    }
    List<MetricStatus> statuses = new ArrayList<>();
    users.forEach((metric, ids) -> statuses.add(status(metric, ids)));
    statuses.sort(
        Comparator.comparing((MetricStatus status) -> status.definition().name())
            .thenComparing(MetricStatus::application));
    return statuses;
  }

  private static MetricStatus status(ScopedMetric metric, Set<String> users) {
    return new MetricStatus(
        metric.definition(),
        LoaderName.of(metric.scope().loader().orElse(null)),
        List.copyOf(users),
        metric.namesByProvider(),
        metric.read(),
        metric.seriesCount());
  }

  /** What Leadline's thread answers; nothing when it is busy for too long. */
  private <T> List<T> onThread(Supplier<List<T>> question) {
    try {
      return thread.ask(question, PATIENCE).orElse(List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
