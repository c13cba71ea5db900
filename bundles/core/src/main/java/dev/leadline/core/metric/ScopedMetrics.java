package dev.leadline.core.metric;

import dev.leadline.core.probe.ProviderHealth;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All metrics in all applications, and the providers they are open in. Confined to Leadline's
 * thread.
 *
 * <p>It keeps nothing of an application alive: loaders are weak keys, metrics weak values that
 * probes hold.
 */
public final class ScopedMetrics {

  /** Stands for the boot loader, which is null, in the map. */
  private static final Object BOOT = new Object();

  private final boolean isRetaining;
  private final Consumer<ProviderHandle> onProviderDisabled;
  private final List<ProviderHandle> providers = new ArrayList<>();
  private final Map<Object, Map<MetricDefinition, WeakReference<ScopedMetric>>> metrics =
      new WeakHashMap<>();

  private final ApplicationElections elections;

  /**
   * @param isRetaining whether instruments stay open after their last user
   * @param onProviderDisabled a provider has failed too often; on any thread
   * @param onElection where the metrics of an application go, one line for people
   */
  public ScopedMetrics(
      boolean isRetaining,
      Consumer<ProviderHandle> onProviderDisabled,
      Consumer<String> onElection) {
    this.isRetaining = isRetaining;
    this.onProviderDisabled = onProviderDisabled;
    this.elections = new ApplicationElections(onElection);
  }

  /**
   * The metric in the application of this loader; the caller uses it until it calls {@link
   * #release}.
   */
  public ScopedMetric acquire(
      MetricDefinition definition,
      int maxSeries,
      @Nullable ClassLoader loader,
      ApplicationScope scope) {
    Object application = loader == null ? BOOT : loader;
    Map<MetricDefinition, WeakReference<ScopedMetric>> ofLoader =
        metrics.computeIfAbsent(application, key -> new HashMap<>());
    WeakReference<ScopedMetric> reference = ofLoader.get(definition);
    ScopedMetric metric = reference == null ? null : reference.get();
    if (metric == null || metric.isClosed()) {
      metric = new ScopedMetric(definition, scope, maxSeries);
      metric.open(elections.standing(application, active(), scope));
      ofLoader.put(definition, new WeakReference<>(metric));
    }
    metric.retain();
    return metric;
  }

  /** One use less; the last one closes the instruments, unless they are to be retained. */
  public void release(ScopedMetric metric) {
    if (isRetaining) {
      return;
    }
    if (metric.release()) {
      metrics
          .values()
          .forEach(ofLoader -> ofLoader.values().removeIf(reference -> isGone(reference, metric)));
    }
  }

  private static boolean isGone(WeakReference<ScopedMetric> reference, ScopedMetric closed) {
    ScopedMetric metric = reference.get();
    return metric == null || metric == closed;
  }

  /** A provider has come: all live metrics are opened in it. Bodies have to be linked anew. */
  public void add(MetricProvider provider, String name) {
    ProviderHandle[] self = new ProviderHandle[1];
    ProviderHealth health = new ProviderHealth(() -> onProviderDisabled.accept(self[0]));
    self[0] = new ProviderHandle(name, provider, health);
    providers.add(self[0]);
    openAll();
  }

  /**
   * A provider goes: its instruments are closed. Bodies should have been linked to others before,
   * or be so at once.
   */
  public void remove(MetricProvider provider) {
    if (providers.removeIf(handle -> handle.provider() == provider)) {
      openAll();
    }
  }

  /** Opens and closes what providers that came, went or were disabled ask for. */
  public void openAll() {
    List<ProviderHandle> active = active();
    liveByApplication()
        .forEach(
            (application, ofLoader) -> {
              Election election = elections.hold(application, active, ofLoader.get(0).scope());
              ofLoader.forEach(metric -> metric.open(election));
            });
  }

  /**
   * Asks the providers again where the metrics of applications go, each application less and less
   * often: applications set up their registries while they start.
   *
   * @return whether something has moved; bodies have to be linked anew then
   */
  public boolean review() {
    List<ProviderHandle> active = active();
    boolean moved = false;
    for (Map.Entry<Object, List<ScopedMetric>> entry : liveByApplication().entrySet()) {
      ApplicationScope scope = entry.getValue().get(0).scope();
      if (elections.isDue(entry.getKey()) && elections.hasChanged(entry.getKey(), active, scope)) {
        Election election = elections.standing(entry.getKey(), active, scope);
        entry.getValue().forEach(metric -> metric.open(election));
        moved = true;
      }
    }
    return moved;
  }

  /** All that are present and not given up. */
  public List<ProviderHandle> active() {
    return providers.stream().filter(handle -> !handle.health().isDisabled()).toList();
  }

  public List<ProviderHandle> all() {
    return List.copyOf(providers);
  }

  /** Every metric that is open. */
  public List<ScopedMetric> live() {
    List<ScopedMetric> live = new ArrayList<>();
    for (Map<MetricDefinition, WeakReference<ScopedMetric>> ofLoader : metrics.values()) {
      for (WeakReference<ScopedMetric> reference : ofLoader.values()) {
        ScopedMetric metric = reference.get();
        if (metric != null && !metric.isClosed()) {
          live.add(metric);
        }
      }
    }
    return live;
  }

  /** The metrics in use, by application; none of the lists is empty. */
  private Map<Object, List<ScopedMetric>> liveByApplication() {
    Map<Object, List<ScopedMetric>> live = new HashMap<>();
    metrics.forEach(
        (application, ofLoader) -> {
          for (WeakReference<ScopedMetric> reference : ofLoader.values()) {
            ScopedMetric metric = reference.get();
            if (metric != null && !metric.isClosed()) {
              live.computeIfAbsent(application, key -> new ArrayList<>()).add(metric);
            }
          }
        });
    return live;
  }
}
