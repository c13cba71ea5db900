package dev.leadline.core.component;

import dev.leadline.core.installation.LeadlineThread;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Leadline's thread, for those who wait for it, but not for ever. */
record PatientThread(LeadlineThread thread, System.Logger log) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Runs the step soon. */
  void execute(Runnable step) {
    thread.execute(step);
  }

  /**
   * Runs the step and waits for it a while.
   *
   * @param what for the log, when that is not enough
   */
  void await(Runnable step, String what) {
    try {
      if (!thread.executeAndWait(step, PATIENCE)) {
        log.log(Level.WARNING, what + " takes longer than " + PATIENCE.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
