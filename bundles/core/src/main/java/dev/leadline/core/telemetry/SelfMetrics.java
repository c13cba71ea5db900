package dev.leadline.core.telemetry;

import dev.leadline.core.linking.ClassAnchor;
import dev.leadline.core.linking.InstrumentedClass;
import dev.leadline.core.linking.Probe;
import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.core.probe.ExpressionErrors;
import dev.leadline.core.probe.LabelKind;
import dev.leadline.core.registry.LiveTracepointRegistry;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.tracepoint.ProbeStatus;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The figures of every tracepoint as metrics of Leadline itself.
 *
 * <p>They are told where the tracepoint's own metrics are: in the application whose class it has a
 * probe in (the first, when there are several, as the figures are those of the tracepoint and not
 * of one application). One without a probe is told beside the others, so that what is pending or
 * rejected shows; while there is no probe at all, nothing is told, and no endpoint opened for it.
 */
public final class SelfMetrics {

  private static final double NANOS_PER_SECOND = 1e9;

  private final LiveTracepointRegistry registry;
  private final ClassAnchor anchor;
  private final Outlets outlets;
  private final Map<String, Account> accounts = new HashMap<>();

  public SelfMetrics(
      LiveTracepointRegistry registry,
      ClassAnchor anchor,
      ScopedMetrics metrics,
      Function<Class<?>, ApplicationScope> scopes) {
    this.registry = registry;
    this.anchor = anchor;
    this.outlets = new Outlets(metrics, scopes);
  }

  /** Tells what is new since the last look. */
  public void look() {
    Map<LiveTracepoint, List<Class<?>>> hosts = hosts();
    Set<Class<?>> all = new LinkedHashSet<>();
    hosts.values().forEach(all::addAll);
    if (all.isEmpty()) {
      close();
      return;
    }
    Set<String> ids = new HashSet<>();
    for (LiveTracepoint tracepoint : registry.all()) {
      TracepointStatus status = registry.status(tracepoint.id()).orElse(null);
      if (status != null) {
        ids.add(tracepoint.id());
        Account account = accounts.computeIfAbsent(tracepoint.id(), id -> new Account());
        account.open(tracepoint, place(account, hosts.getOrDefault(tracepoint, List.copyOf(all))));
        tell(account, tracepoint, status);
      }
    }
    accounts.entrySet().removeIf(entry -> isGone(entry, ids));
    outlets.flush();
    outlets.retain(all);
  }

  private static boolean isGone(Map.Entry<String, Account> entry, Set<String> ids) {
    boolean gone = !ids.contains(entry.getKey());
    if (gone) {
      entry.getValue().close();
    }
    return gone;
  }

  /** Takes all of them out of the providers. */
  public void close() {
    // Also the series: with metrics.retain the instruments stay.
    accounts.values().forEach(Account::close);
    accounts.clear();
    outlets.retain(Set.of());
  }

  private Map<LiveTracepoint, List<Class<?>>> hosts() {
    Map<LiveTracepoint, List<Class<?>>> hosts = new HashMap<>();
    for (InstrumentedClass instrumented : anchor.all()) {
      for (Probe probe : instrumented.probes()) {
        hosts.computeIfAbsent(probe.tracepoint(), key -> new ArrayList<>()).add(probe.host());
      }
    }
    return hosts;
  }

  /** Where it was told of before, if that is one of its places still. */
  private Outlet place(Account account, List<Class<?>> hosts) {
    @Nullable Outlet before = account.outlet();
    for (Class<?> host : new LinkedHashSet<>(hosts)) {
      if (before != null && outlets.of(host) == before) {
        return before;
      }
    }
    return outlets.of(hosts.get(0));
  }

  private static void tell(Account account, LiveTracepoint tracepoint, TracepointStatus status) {
    String id = tracepoint.id();
    String name = id.length() <= LabelKind.LONGEST ? id : id.substring(0, LabelKind.LONGEST);
    List<String> label = List.of(name);
    account.count(SelfMetric.HITS, label, status.hits());
    account.count(SelfMetric.FIRES, label, status.fires());
    account.count(SelfMetric.RECORDED, label, status.recorded());
    status
        .dropped()
        .forEach(
            (reason, count) -> account.count(SelfMetric.DROPPED, List.of(name, reason), count));
    for (ExpressionErrors.Kind kind : tracepoint.figures().errors().kinds()) {
      account.count(
          SelfMetric.EXPRESSION_ERRORS,
          List.of(name, kind.expression(), kind.exception()),
          kind.count());
    }
    account.set(SelfMetric.HIT_COST, label, status.meanNanosPerHit() / NANOS_PER_SECOND);
    account.set(SelfMetric.SERIES, label, (double) status.series());
    account.set(
        SelfMetric.PROBES,
        label,
        (double) status.probes().stream().filter(ProbeStatus::live).count());
    account.select(SelfMetric.STATE, List.of(name, status.state().name().toLowerCase(Locale.ROOT)));
  }
}
