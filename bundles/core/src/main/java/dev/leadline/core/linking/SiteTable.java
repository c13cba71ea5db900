package dev.leadline.core.linking;

import dev.leadline.core.tracepoint.LiveTracepoint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which probe each call site number stands for. Written where class files are transformed, read
 * where call sites link: both on any thread.
 */
public final class SiteTable {

  private final Map<Integer, Site> sites = new ConcurrentHashMap<>();

  /**
   * What a number stands for.
   *
   * @param number its own
   * @param tracepoint whose site it is
   * @param point where it is
   */
  public record Site(int number, LiveTracepoint tracepoint, ProbePoint point) {}

  public void put(Site site) {
    sites.put(site.number(), site);
  }

  /** This call site is in no code that can still be called. */
  void remove(Site site) {
    // Not what its number stands for by now, when it is that of a later tracepoint.
    sites.remove(site.number(), site);
  }

  /** Call sites that are known. */
  public int size() {
    return sites.size();
  }

  /** Empty when the tracepoint is gone. */
  Optional<Site> get(int number) {
    return Optional.ofNullable(sites.get(number));
  }

  /** Call sites of these tracepoints that link from now on do nothing. */
  public void remove(Set<LiveTracepoint> tracepoints) {
    sites.values().removeIf(site -> tracepoints.contains(site.tracepoint()));
  }
}
