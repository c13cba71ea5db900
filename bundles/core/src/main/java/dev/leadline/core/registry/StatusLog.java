package dev.leadline.core.registry;

import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.ProbeStatus;
import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes to the log how tracepoints are: one line whenever a state, a probe or a problem is new.
 * Looked at about once a second on Leadline's thread; also where tracepoints expire.
 *
 * <p>Of ten thousand tracepoints that come at once, it writes of the first ones, and how many lines
 * there would have been: the log is bounded, and what others have to say must not be lost for it.
 */
public final class StatusLog {

  /** In one look; warnings are always written. */
  private static final int MOST_LINES = 200;

  private final LiveTracepointRegistry registry;
  private final System.Logger log;
  private int lines;
  private final Map<String, Known> known = new HashMap<>();

  private record Known(
      LiveTracepoint tracepoint,
      TracepointState state,
      String reason,
      Set<ProbeStatus> probes,
      Set<Problem> problems) {}

  public StatusLog(LiveTracepointRegistry registry, System.Logger log) {
    this.registry = registry;
    this.log = log;
  }

  /** Writes what is new since the last look. */
  public void look() {
    lines = 0;
    Set<String> ids = new HashSet<>();
    for (LiveTracepoint tracepoint : registry.all()) {
      ids.add(tracepoint.id());
      registry.status(tracepoint.id()).ifPresent(status -> compare(tracepoint, status));
    }
    known
        .keySet()
        .removeIf(
            id -> {
              boolean gone = !ids.contains(id);
              if (gone) {
                write(Level.INFO, id, "removed");
              }
              return gone;
            });
    if (lines > MOST_LINES) {
      log.log(
          Level.INFO,
          (lines - MOST_LINES)
              + " more lines about tracepoints, like those before, are left out; the shell's tp:list"
              + " tells of all");
    }
  }

  private void compare(LiveTracepoint tracepoint, TracepointStatus status) {
    Known before = known.get(status.id());
    if (before != null && before.tracepoint() != tracepoint) {
      write(Level.INFO, status.id(), "declared anew");
      before = null;
    }
    if (before == null
        || before.state() != status.state()
        || !before.reason().equals(status.reason())) {
      write(
          status.state() == TracepointState.REJECTED ? Level.WARNING : Level.INFO,
          status.id(),
          status.state() + (status.reason().isEmpty() ? "" : ", " + status.reason()));
    }
    for (ProbeStatus probe : status.probes()) {
      boolean isNew = before == null || !before.probes().contains(probe);
      // A pause has its own line; its probes did not come or go.
      if (isNew && status.state() != TracepointState.PAUSED) {
        write(
            Level.INFO,
            status.id(),
            "probe in "
                + probe.className()
                + "."
                + probe.method()
                + " line "
                + probe.line()
                + ", loader "
                + probe.loader()
                + (probe.live() ? ", live" : ", not live yet"));
      }
    }
    for (Problem problem : status.problems()) {
      if (before == null || !before.problems().contains(problem)) {
        write(problem.isError() ? Level.WARNING : Level.INFO, status.id(), problem.toString());
      }
    }
    known.put(
        status.id(),
        new Known(
            tracepoint,
            status.state(),
            status.reason(),
            Set.copyOf(status.probes()),
            Set.copyOf(status.problems())));
  }

  private void write(Level level, String id, String what) {
    if (level == Level.WARNING || ++lines <= MOST_LINES) {
      log.log(level, "tracepoint " + id + ": " + what);
    }
  }
}
