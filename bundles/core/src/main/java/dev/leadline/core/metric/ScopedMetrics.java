package dev.leadline.core.metric;

import dev.leadline.sdk.inventory.ServiceState;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.problem.Problem;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * All metrics in all applications, and the providers they are open in. Confined to Leadline's
 * thread.
 *
 * <p>It keeps nothing of an application alive: loaders are weak keys, metrics weak values that
 * probes hold.
 */
public final class ScopedMetrics implements AutoCloseable {

  /** Stands for the boot loader, which is null, in the map. */
  private static final Object BOOT = new Object();

  private final boolean isRetaining;
  private final Duration patience;
  private final ProviderListener listener;

  /** Changed on Leadline's thread, read on any. In the order in which they came. */
  private final List<ProviderHandle> providers = new CopyOnWriteArrayList<>();

  private final Map<Object, Map<MetricDefinition, WeakReference<ScopedMetric>>> metrics =
      new WeakHashMap<>();

  private final ApplicationElections elections = new ApplicationElections();

  /** Asked for in providers that have not been waited for yet. */
  private final List<ScopedMetric> begun = new ArrayList<>();

  /**
   * @param isRetaining whether instruments stay open after their last user
   * @param patience how long a provider is waited for
   * @param listener hears of what providers do wrong
   */
  public ScopedMetrics(boolean isRetaining, Duration patience, ProviderListener listener) {
    this.isRetaining = isRetaining;
    this.patience = patience;
    this.listener = listener;
  }

  /**
   * The metric in the application of this loader; the caller uses it until it calls {@link
   * #release}. A new one is open when {@link #settle} returns: many are opened with one hand-over
   * to each provider.
   */
  public ScopedMetric begin(
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
      begin(metric, elections.standing(application, active(), scope));
      ofLoader.put(definition, new WeakReference<>(metric));
    }
    metric.retain();
    return metric;
  }

  private void begin(ScopedMetric metric, Election election) {
    metric.begin(election);
    begun.add(metric);
  }

  /** The same, and waits for it to be open. */
  public ScopedMetric acquire(
      MetricDefinition definition,
      int maxSeries,
      @Nullable ClassLoader loader,
      ApplicationScope scope) {
    ScopedMetric metric = begin(definition, maxSeries, loader, scope);
    settle();
    return metric;
  }

  /**
   * Waits until all providers have done what they were asked for, for each call as long as they are
   * waited for, and takes what came of it.
   */
  public void settle() {
    providers.forEach(ProviderHandle::settle);
    begun.forEach(ScopedMetric::finish);
    begun.clear();
    // What is open elsewhere now is closed where it was.
    providers.forEach(ProviderHandle::settle);
  }

  /** One use less of each; the last one closes the instruments, unless they are to be retained. */
  public void release(Collection<ScopedMetric> used) {
    for (ScopedMetric metric : used) {
      if (!isRetaining && metric.release()) {
        forget(metric);
      }
    }
    settle();
  }

  private void forget(ScopedMetric closed) {
    for (Map<MetricDefinition, WeakReference<ScopedMetric>> ofLoader : metrics.values()) {
      ofLoader.computeIfPresent(
          closed.definition(),
          (definition, reference) -> isGone(reference, closed) ? null : reference);
    }
  }

  private static boolean isGone(WeakReference<ScopedMetric> reference, ScopedMetric closed) {
    ScopedMetric metric = reference.get();
    return metric == null || metric == closed;
  }

  /**
   * A provider has come: all live metrics are opened in it, unless there is one of its name. Bodies
   * have to be linked anew.
   */
  public ProviderHandle add(MetricProvider provider) {
    ProviderHandle handle = new ProviderHandle(provider, patience, listener);
    providers.add(handle);
    findRivals();
    openAll();
    return handle;
  }

  /**
   * A provider goes: its instruments are closed, and the next one of its name takes over. Bodies
   * should have been linked to others before, or be so at once.
   */
  public Optional<ProviderHandle> remove(MetricProvider provider) {
    Optional<ProviderHandle> gone =
        providers.stream().filter(handle -> handle.provider() == provider).findFirst();
    gone.ifPresent(
        handle -> {
          providers.remove(handle);
          findRivals();
          openAll();
          handle.settle();
          handle.close();
        });
    return gone;
  }

  /** The first of each name is in use. */
  private void findRivals() {
    Map<String, ProviderHandle> first = new HashMap<>();
    for (ProviderHandle handle : providers) {
      ProviderHandle earlier = first.putIfAbsent(handle.name(), handle);
      handle.rival(earlier);
    }
  }

  /** Opens and closes what providers that came, went or were disabled ask for. */
  public void openAll() {
    List<ProviderHandle> active = active();
    liveByApplication()
        .forEach(
            (application, ofLoader) -> {
              Election election = elections.hold(application, active, ofLoader.get(0).scope());
              ofLoader.forEach(metric -> begin(metric, election));
            });
    settle();
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
        entry.getValue().forEach(metric -> begin(metric, election));
        moved = true;
      }
    }
    settle();
    return moved;
  }

  /**
   * Where the metrics of applications go that went elsewhere before, a line for people each, since
   * the last call. To be said when bodies have been linked anew and not before: whoever reads it
   * may rely on every hit from then on.
   */
  public List<String> takeNews() {
    return elections.takeNews();
  }

  /** All that are in use: neither given up nor the second of their name. */
  public List<ProviderHandle> active() {
    return providers.stream().filter(handle -> handle.state() == ServiceState.ACTIVE).toList();
  }

  /** All that are present; on any thread. */
  public List<ProviderHandle> all() {
    return List.copyOf(providers);
  }

  /** What is wrong with providers, each once; on any thread. */
  public List<Problem> problems() {
    return ProviderProblems.of(all());
  }

  /** No provider is called any more. */
  @Override
  public void close() {
    providers.forEach(ProviderHandle::close);
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
