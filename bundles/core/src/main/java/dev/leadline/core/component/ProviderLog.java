package dev.leadline.core.component;

import dev.leadline.core.metric.ProviderHandle;
import dev.leadline.core.metric.ProviderListener;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;

/** Says once what providers do wrong, and has it acted on. */
final class ProviderLog implements ProviderListener {

  private final Executor thread;
  private final Runnable onChange;
  private final System.Logger log;

  /**
   * @param thread runs a step on Leadline's thread; must only hand it on
   * @param onChange a provider is of no use any more, or is again; must only hand it on
   */
  ProviderLog(Executor thread, Runnable onChange, System.Logger log) {
    this.thread = thread;
    this.onChange = onChange;
    this.log = log;
  }

  @Override
  public void disabled(ProviderHandle provider) {
    // It is the application's thread that has met the last failure.
    String line = "the provider " + provider.name() + " is disabled: " + provider.reason();
    thread.execute(() -> log.log(Level.ERROR, line));
    onChange.run();
  }

  @Override
  public void blocked(ProviderHandle provider, String call) {
    log.log(
        Level.ERROR,
        "the provider "
            // It may be its name that it does not say.
            + (call.equals("name") ? provider.provider().getClass().getName() : provider.name())
            + " does not return from "
            + call
            + "; the others go on without it");
  }

  @Override
  public void answered(ProviderHandle provider) {
    log.log(Level.INFO, "the provider " + provider.name() + " has answered");
    onChange.run();
  }
}
