package dev.leadline.agent.boot;

import dev.leadline.agent.log.StandardError;
import dev.leadline.agent.settings.Setting;
import dev.leadline.agent.settings.Settings;
import dev.leadline.agent.settings.SettingsReader;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;

/**
 * Called by {@code LeadlineAgent}, reflectively. Reads the settings, because they say whether main
 * waits, and starts the boot thread. No lambdas, string formats or NIO here: this is time that the
 * application's main method waits for.
 */
public final class Boot {

  private Boot() {}

  /**
   * Starts the platform of this JVM. It has the signature of {@code premain}, because the first
   * reflective call of any other costs a fresh JVM 18 or later ten milliseconds.
   */
  public static void start(String arguments, Instrumentation instrumentation)
      throws URISyntaxException {
    File jar = new File(Boot.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    File directory = jar.getAbsoluteFile().getParentFile();
    Settings settings =
        SettingsReader.read(arguments, System.getProperties(), System.getenv(), directory);
    for (String problem : settings.problems()) {
      StandardError.print(problem);
    }
    // The loader, which wants to know when the platform is over.
    Runnable over = (Runnable) Boot.class.getClassLoader();
    PlatformBoot boot = new PlatformBoot(settings, instrumentation, jar, over);
    // The system's thread group and no inherited thread locals: the application's group, its
    // enumerations and its context class loader stay its own. Threads that Felix makes inherit
    // group, loader and daemon status from this one.
    Thread thread = new Thread(systemGroup(), boot, "leadline-boot", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Boot.class.getClassLoader());
    thread.start();
    if (settings.text(Setting.BOOT).equals("sync")) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ThreadGroup systemGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
