package dev.leadline.agent.boot;

import dev.leadline.agent.run.JvmDirectory;
import java.io.IOException;

/**
 * Deletes this JVM's files, but the log, at its normal end. It does not stop the platform: that
 * would only make the application's end slower.
 */
final class ExitHook extends Thread {

  private final JvmDirectory directory;

  ExitHook(JvmDirectory directory) {
    super(null, null, "leadline-exit", 0, false);
    this.directory = directory;
  }

  @Override
  public void run() {
    try {
      directory.close();
    } catch (IOException e) {
      // The next JVM of this user sweeps it.
    }
  }
}
