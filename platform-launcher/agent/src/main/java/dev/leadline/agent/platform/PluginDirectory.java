package dev.leadline.agent.platform;

import java.io.File;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Starts File Install once its directory is there. It would make the directory itself, and nobody
 * asked us to write into an installation.
 */
final class PluginDirectory implements Runnable, AutoCloseable {

  private static final long POLL_MILLIS = 1000;

  private final File directory;
  private final Bundle fileInstall;
  private final System.Logger log;
  private @Nullable Thread waiting;

  PluginDirectory(File directory, Bundle fileInstall, System.Logger log) {
    this.directory = directory;
    this.fileInstall = fileInstall;
    this.log = log;
  }

  /** Starts it now, or from a thread of its own later. */
  void watch() throws BundleException {
    if (directory.isDirectory()) {
      start();
      return;
    }
    Thread thread = new Thread(null, this, "leadline-plugins", 0, false);
    thread.setDaemon(true);
    thread.start();
    waiting = thread;
  }

  @Override
  public void run() {
    try {
      while (!directory.isDirectory()) {
        Thread.sleep(POLL_MILLIS);
      }
      start();
    } catch (InterruptedException closed) {
      // The platform is over.
    } catch (BundleException | RuntimeException e) {
      log.log(Level.ERROR, "plugins in " + directory + " are not watched", e);
    }
  }

  private void start() throws BundleException {
    fileInstall.start(Bundle.START_TRANSIENT);
    log.log(Level.INFO, "watching " + directory + " for plugins");
  }

  @Override
  public void close() {
    Thread thread = waiting;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
