package dev.leadline.plugin.directory;

import dev.leadline.plugin.directory.PatientCaller.Call;
import dev.leadline.plugin.directory.PatientCaller.Outcome;
import dev.leadline.plugin.directory.PatientCaller.Step;
import dev.leadline.sdk.problem.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Calls into the bundles of plugins, some of which take their time: what follows from a call
 * happens in this look when it returns soon, and in a later one otherwise. Confined to one thread.
 */
final class BundleCalls {

  /**
   * How long one look may wait for all its calls together: a bundle that takes its time must not
   * keep others from being live within three seconds.
   */
  static final Duration LOOK_PATIENCE = Duration.ofMillis(500);

  /** After which a call is said not to return. A patient look waits so long for each. */
  static final Duration CALL_PATIENCE = Duration.ofSeconds(5);

  private final PatientCaller caller;
  private final LongSupplier nanoTime;
  private final Reports reports;
  private final Map<Plugin, Underway> underway = new HashMap<>();

  /** What the calls of this look may still take. */
  private long lookEnd;

  private boolean isPatient = true;

  /** What is done with a problem of a plugin. */
  @FunctionalInterface
  interface Reports {
    void report(Plugin plugin, Problem problem);
  }

  /** What follows from a call. */
  @FunctionalInterface
  interface Next {
    void take(Outcome.Over outcome) throws InterruptedException;
  }

  private record Underway(String what, Call call, long since, Next next) {}

  BundleCalls(PatientCaller caller, LongSupplier nanoTime, Reports reports) {
    this.caller = caller;
    this.nanoTime = nanoTime;
    this.reports = reports;
  }

  /**
   * A look begins: takes what has returned since the last one.
   *
   * @param patient whether each call of this look is waited for until it is said not to return:
   *     where somebody waits for all of it, and nobody is copying
   */
  void begin(boolean patient) throws InterruptedException {
    isPatient = patient;
    lookEnd = nanoTime.getAsLong() + LOOK_PATIENCE.toNanos();
    for (Map.Entry<Plugin, Underway> entry : List.copyOf(underway.entrySet())) {
      Plugin plugin = entry.getKey();
      Underway call = entry.getValue();
      if (call.call().isDone()) {
        underway.remove(plugin);
        plugin.clearIf(PluginProblems.NOT_RETURNED);
        call.next().take(call.call().outcome());
      } else if (isOverdue(plugin)) {
        reports.report(plugin, PluginProblems.notReturned(plugin, call.what()));
      }
    }
  }

  /**
   * Calls, and goes on with what follows as soon as it has returned. Until then the plugin is busy.
   *
   * @param what for people, such as "start"
   */
  void call(Plugin plugin, String what, Step step, Next next) throws InterruptedException {
    long begin = nanoTime.getAsLong();
    Outcome outcome = caller.call(step, patience());
    if (outcome instanceof Outcome.Over over) {
      next.take(over);
    } else if (outcome instanceof Outcome.Blocked blocked) {
      underway.put(plugin, new Underway(what, blocked.call(), begin, next));
      if (isPatient) {
        reports.report(plugin, PluginProblems.notReturned(plugin, what));
      }
    }
  }

  /** How long this look may wait now. */
  Duration patience() {
    return isPatient
        ? CALL_PATIENCE
        : Duration.ofNanos(Math.max(0, lookEnd - nanoTime.getAsLong()));
  }

  /** Whether a call into its bundle has not been taken yet. */
  boolean isBusy(Plugin plugin) {
    return underway.containsKey(plugin);
  }

  /** Whether it is busy with a call that is said not to return. */
  boolean isOverdue(Plugin plugin) {
    Underway call = underway.get(plugin);
    return call != null && nanoTime.getAsLong() - call.since() >= CALL_PATIENCE.toNanos();
  }

  /** Nobody wants what its call is about. */
  void interrupt(Plugin plugin) {
    Underway call = underway.get(plugin);
    if (call != null) {
      call.call().interrupt();
    }
  }
}
