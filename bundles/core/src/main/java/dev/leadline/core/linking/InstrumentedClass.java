package dev.leadline.core.linking;

import dev.leadline.core.tracepoint.LiveTracepoint;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A loaded class with probes. Reachable from that class alone, through {@link ClassAnchor}. Safe on
 * any thread.
 */
public final class InstrumentedClass {

  private final Class<?> type;
  private final BiConsumer<LiveTracepoint, InstrumentedClass> onTracepoint;
  private final WeakReference<InstrumentedClass> reference = new WeakReference<>(this);

  /** Guarded by this. */
  private final Map<Key, Probe> probes = new LinkedHashMap<>();

  /** Guarded by this: of the class as it was rewritten last. */
  private List<SiteTable.Site> sites = List.of();

  /** Guarded by this: which rewriting that was. */
  private long version;

  /** Guarded by this: it hangs on its class no more, or is about not to. */
  private boolean isDropped;

  /** Whether it is the one that hangs on its class; another thread may have been first. */
  private volatile boolean isTaken;

  private record Key(LiveTracepoint tracepoint, String method, String descriptor, int ordinal) {}

  /**
   * @param onTracepoint told of each tracepoint that has a probe here
   */
  InstrumentedClass(Class<?> type, BiConsumer<LiveTracepoint, InstrumentedClass> onTracepoint) {
    this.type = type;
    this.onTracepoint = onTracepoint;
  }

  /** The one by which others know it. */
  WeakReference<InstrumentedClass> reference() {
    return reference;
  }

  public Class<?> type() {
    return type;
  }

  /**
   * The tracepoint's probe at this point, made when there is none; the same after every
   * retransformation. Empty when this hangs on its class no more.
   */
  synchronized Optional<Probe> probe(LiveTracepoint tracepoint, ProbePoint point) {
    return isDropped
        ? Optional.empty()
        : Optional.of(
            probes.computeIfAbsent(
                new Key(tracepoint, point.method(), point.descriptor(), point.ordinal()),
                key -> {
                  onTracepoint.accept(tracepoint, this);
                  return new Probe(tracepoint, type, point);
                }));
  }

  /** Takes no probes any more, if it has none. */
  synchronized boolean drop() {
    isDropped |= probes.isEmpty();
    return isDropped;
  }

  void take() {
    isTaken = true;
  }

  boolean isTaken() {
    return isTaken;
  }

  /**
   * The class was rewritten, and has these call sites. Those of its last version are forgotten: its
   * methods may still run, but what they have not linked by now stays without effect.
   */
  public synchronized void rewritten(
      long newVersion, List<SiteTable.Site> newSites, SiteTable table) {
    if (newVersion < version) {
      // Told late: a class that was rewritten as it loaded, and once more since.
      return;
    }
    Set<SiteTable.Site> outdated = new HashSet<>(sites);
    newSites.forEach(outdated::remove);
    outdated.forEach(table::remove);
    version = newVersion;
    sites = List.copyOf(newSites);
  }

  public synchronized List<Probe> probes() {
    return List.copyOf(probes.values());
  }

  /** The probes of one tracepoint. */
  public List<Probe> probesOf(LiveTracepoint tracepoint) {
    return probes().stream().filter(probe -> probe.tracepoint() == tracepoint).toList();
  }

  /** Forgets the probe. */
  public synchronized void remove(Probe probe) {
    probes.values().remove(probe);
  }

  public synchronized boolean isEmpty() {
    return probes.isEmpty();
  }

  /** The loader; empty for the boot loader. */
  public Optional<ClassLoader> loader() {
    return Optional.ofNullable(type.getClassLoader());
  }
}
