package dev.leadline.core.linking;

import dev.leadline.core.metric.ScopedMetric;
import dev.leadline.core.probe.Figures;
import dev.leadline.core.probe.ReentrancyGuard;
import dev.leadline.core.tracepoint.LiveTracepoint;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A probe: one tracepoint at one code point of one loaded class, with its call sites. There may be
 * several sites: one for every version of the class that still runs.
 *
 * <p>Threading: {@link #attach} runs on application threads while linking; everything else on
 * Leadline's thread.
 */
public final class Probe {

  private static final MethodHandle MISSED = missed();

  private final LiveTracepoint tracepoint;
  private final Class<?> host;
  private final ProbePoint point;

  /** Guarded by this. Weak: a site lives as long as the code that it is in. */
  private final List<WeakReference<MutableCallSite>> sites = new ArrayList<>();

  /** Guarded by this. Null while it does nothing. */
  private @Nullable MethodHandle body;

  /** Guarded by this. */
  private boolean guarded;

  /** Guarded by this: whether it was told what to do, if only to be silent. */
  private boolean begun;

  private volatile Optional<CompiledProbe> compiled = Optional.empty();
  private volatile List<ScopedMetric> metrics = List.of();

  Probe(LiveTracepoint tracepoint, Class<?> host, ProbePoint point) {
    this.tracepoint = tracepoint;
    this.host = host;
    this.point = point;
  }

  private static MethodHandle missed() {
    try {
      return MethodHandles.lookup()
          .findVirtual(Figures.class, "missed", MethodType.methodType(void.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a method of our own is missing", e);
    }
  }

  public LiveTracepoint tracepoint() {
    return tracepoint;
  }

  public Class<?> host() {
    return host;
  }

  public ProbePoint point() {
    return point;
  }

  /** Whether hits are recorded. */
  public boolean isLive() {
    return isBound() && !isRejected();
  }

  /** Whether hits are counted at least. */
  public synchronized boolean isBound() {
    return body != null;
  }

  /** Adds a call site and gives it the body, when there is one. */
  synchronized void attach(MutableCallSite site) {
    sites.removeIf(reference -> reference.get() == null);
    sites.add(new WeakReference<>(site));
    if (body != null) {
      site.setTarget(body.asType(site.type()));
    } else if (!begun) {
      site.setTarget(counting(site.type()));
    }
  }

  /** What a site does before its probe is live: no hit is lost without a word. */
  private MethodHandle counting(MethodType type) {
    return MethodHandles.dropArguments(
        MISSED.bindTo(tracepoint.figures()), 0, type.parameterList());
  }

  /** Gives all call sites this body; the other threads see it before this returns. */
  synchronized void install(MethodHandle newBody, boolean isGuarded) {
    retarget(newBody, isGuarded);
  }

  /** Makes all call sites do nothing. */
  public synchronized void silence() {
    retarget(null, false);
  }

  private void retarget(@Nullable MethodHandle newBody, boolean isGuarded) {
    if (guarded != isGuarded) {
      ReentrancyGuard.addGuardedBodies(isGuarded ? 1 : -1);
    }
    guarded = isGuarded;
    begun = true;
    body = newBody;
    List<MutableCallSite> changed = new ArrayList<>();
    for (WeakReference<MutableCallSite> reference : sites) {
      MutableCallSite site = reference.get();
      if (site != null) {
        MethodType type = site.type();
        site.setTarget(newBody == null ? MethodHandles.empty(type) : newBody.asType(type));
        changed.add(site);
      }
    }
    MutableCallSite.syncAll(changed.toArray(new MutableCallSite[0]));
  }

  /** Whether nothing of it compiled. */
  public boolean isRejected() {
    return compiled.filter(result -> !result.isRecording()).isPresent();
  }

  Optional<CompiledProbe> compiled() {
    return compiled;
  }

  void compiled(Optional<CompiledProbe> newCompiled) {
    compiled = newCompiled;
  }

  /** Does nothing, and forgets what it compiled, with the problems of that. */
  void forgetCompiled() {
    silence();
    compiled.ifPresent(result -> tracepoint.clearReports(result.problems()));
    compiled = Optional.empty();
  }

  /** The metrics that it records into, and has to release. */
  public List<ScopedMetric> metrics() {
    return metrics;
  }

  void metrics(List<ScopedMetric> newMetrics) {
    metrics = List.copyOf(newMetrics);
  }
}
