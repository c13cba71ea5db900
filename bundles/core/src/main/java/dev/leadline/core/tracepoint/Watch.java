package dev.leadline.core.tracepoint;

import dev.leadline.core.probe.Clock;
import dev.leadline.core.probe.CostMeter;
import dev.leadline.core.probe.ExpressionErrors;
import dev.leadline.core.probe.Figures;
import java.time.Duration;
import java.util.Locale;

/**
 * Decides when a tracepoint has to pause because of itself, and when it may try again: it costs
 * more than its budget, or its probes fail again and again. Looked at on Leadline's thread about
 * once a second; {@link #meanNanosPerHit} and {@link #pause} may be read on any.
 *
 * <p>One look over the budget proves nothing: code that has just been linked is slow, and a thread
 * that waits for a core seems so. It has to be over it in several looks on end. Time in which
 * nothing was hit counts towards the next hits, so that a dear expression that seldom runs is
 * judged by its average.
 */
public final class Watch {

  /** Looks over the budget, one after the other, before it pauses. */
  static final int MOST_LOOKS_OVER = 3;

  /** Failures of the probes themselves, one after the other, before it pauses. */
  static final int MOST_FAILURES = 100;

  static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** After so long without trouble, the next pause is a first one again. */
  static final Duration PROBATION = Duration.ofMinutes(5);

  /** Looks that come sooner are left out: rates over less say little. */
  private static final Duration SHORTEST_LOOK = Duration.ofMillis(500);

  private static final double NANOS_PER_SECOND = 1e9;

  private final CostMeter meter;
  private final Figures figures;
  private final Clock clock;
  private final Budget budget;

  private volatile Pause pause = Pause.NONE;
  private volatile double meanNanosPerHit;

  private long lookedNanos;
  private long lookedHits;
  private int looksOver;
  private Duration nextPause = FIRST_PAUSE;
  private Duration pauseLength = Duration.ZERO;
  private long changedNanos;

  Watch(CostMeter meter, Figures figures, Budget budget, Clock clock) {
    this.meter = meter;
    this.figures = figures;
    this.budget = budget;
    this.clock = clock;
    this.lookedNanos = clock.nanoTime();
    this.changedNanos = lookedNanos;
  }

  /** Why it pauses itself, if it does. */
  public Pause pause() {
    return pause;
  }

  /** What a hit costs, by the last hits that were timed; 0 before any was. */
  public double meanNanosPerHit() {
    return meanNanosPerHit;
  }

  /** Decides anew; true when {@link #pause} has changed, so that the probes have to be relinked. */
  public boolean look() {
    long now = clock.nanoTime();
    if (pause.isPaused()) {
      if (now - changedNanos < pauseLength.toNanos()) {
        return false;
      }
      resume(now);
      return true;
    }
    if (meter.failuresInARow() >= MOST_FAILURES) {
      pause(now, "its probes failed " + meter.failuresInARow() + " times in a row" + lastError());
      return true;
    }
    if (now - lookedNanos < SHORTEST_LOOK.toNanos()) {
      return false;
    }
    return lookAtCost(now);
  }

  private boolean lookAtCost(long now) {
    long hits = figures.hits() - lookedHits;
    CostMeter.Sample sample = meter.collect();
    if (hits == 0 || sample.hits() == 0) {
      return false;
    }
    meanNanosPerHit = sample.meanNanos();
    double perSecond = hits * NANOS_PER_SECOND / (now - lookedNanos);
    double percent = 100 * perSecond * sample.meanNanos() / NANOS_PER_SECOND;
    lookedNanos = now;
    lookedHits += hits;
    looksOver = !budget.isUnlimited() && percent > budget.percent() ? looksOver + 1 : 0;
    if (looksOver >= MOST_LOOKS_OVER) {
      pause(
          now,
          String.format(
              Locale.ROOT,
              "it costs %.3g %% of a core, more than its budget of %s %%: %.0f ns per hit, %.0f hits per second",
              percent,
              text(budget.percent()),
              sample.meanNanos(),
              perSecond));
      return true;
    }
    if (now - changedNanos >= PROBATION.toNanos()) {
      nextPause = FIRST_PAUSE;
    }
    return false;
  }

  private void pause(long now, String reason) {
    pauseLength = nextPause;
    nextPause = longer(nextPause);
    changedNanos = now;
    pause = new Pause(reason + "; pauses for " + pauseLength.toSeconds() + " s");
  }

  private void resume(long now) {
    changedNanos = now;
    lookedNanos = now;
    lookedHits = figures.hits();
    looksOver = 0;
    meter.collect();
    meter.forgetFailures();
    pause = Pause.NONE;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private String lastError() {
    ExpressionErrors errors = figures.errors();
    return errors.lastFailure().isEmpty() ? "" : ", the last time with " + errors.lastFailure();
  }

  private static String text(double percent) {
    return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
  }
}
