package dev.leadline.core.registry;

import dev.leadline.core.tracepoint.LiveTracepoint;
import java.time.Duration;
import java.util.List;

/**
 * Where changes of the registry go. Called with the registry's lock held, but for {@link #await}:
 * must be quick and must not call back.
 */
public interface Installation {

  /**
   * Some tracepoints belong into classes from now on, and some do not any more: classes that load
   * have them before this returns; loaded ones are brought up to date later, on Leadline's thread.
   */
  void update(List<LiveTracepoint> added, List<LiveTracepoint> removed);

  /** Link the probes of this one anew, later, on Leadline's thread. */
  void relink(LiveTracepoint tracepoint);

  /**
   * Waits until all that was handed over before is done; false when it is not by then. Called
   * without the registry's lock.
   */
  boolean await(Duration most) throws InterruptedException;
}
