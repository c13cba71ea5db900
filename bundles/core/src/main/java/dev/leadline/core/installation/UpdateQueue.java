package dev.leadline.core.installation;

import dev.leadline.core.tracepoint.LiveTracepoint;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tracepoints that came and went and that nobody has looked at yet. Files that come together are
 * one change, so that each class is looked at, and changed, once. Safe on any thread.
 */
final class UpdateQueue {

  /** Guarded by this, as is the other. */
  private final Set<LiveTracepoint> added = new LinkedHashSet<>();

  private final Set<LiveTracepoint> removed = new LinkedHashSet<>();

  /** What was collected, in the order in which it came. */
  record Update(List<LiveTracepoint> added, List<LiveTracepoint> removed) {}

  /** Whether this is the first since {@link #take}: somebody has to call that. */
  synchronized boolean add(
      Collection<LiveTracepoint> newlyAdded, Collection<LiveTracepoint> newlyRemoved) {
    boolean isFirst = added.isEmpty() && removed.isEmpty();
    added.addAll(newlyAdded);
    removed.addAll(newlyRemoved);
    return isFirst;
  }

  synchronized Update take() {
    Update update = new Update(List.copyOf(added), List.copyOf(removed));
    added.clear();
    removed.clear();
    return update;
  }
}
