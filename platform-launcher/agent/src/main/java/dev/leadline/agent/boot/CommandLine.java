package dev.leadline.agent.boot;

import dev.leadline.agent.settings.Setting;
import java.io.File;
import java.io.PrintStream;

/** {@code java -jar leadline.jar}. Called by {@code LeadlineAgent}, reflectively. */
public final class CommandLine {

  private CommandLine() {}

  /** Returns the exit status. */
  public static int run(File jar, String[] arguments) {
    return run(jar, arguments, System.out, System.err);
  }

  static int run(File jar, String[] arguments, PrintStream out, PrintStream err) {
    String argument = arguments.length == 0 ? "--help" : arguments[0];
    switch (argument) {
      case "version", "--version", "-V" -> out.println("Leadline " + Version.of(jar));
      case "help", "--help", "-h" -> printUsage(jar, out);
      default -> {
        err.println("leadline: unknown command '" + argument + "'; try --help");
        return 2;
      }
    }
    return 0;
  }

  private static void printUsage(File jar, PrintStream out) {
    out.println("Leadline " + Version.of(jar) + ": metrics at any point of a running JVM");
    out.println();
    out.println("  java -javaagent:" + jar.getName() + "[=name=value,..] ..   run an application");
    out.println("  java -jar " + jar.getName() + " version");
    out.println();
    out.println("Settings: agent arguments, system properties leadline.NAME, environment");
    out.println("LEADLINE_NAME, or conf/leadline.properties beside the jar.");
    for (Setting setting : Setting.values()) {
      StringBuilder line = new StringBuilder("  ").append(setting.key());
      while (line.length() < 22) {
        line.append(' ');
      }
      line.append(setting.purpose());
      if (!setting.fallback().isEmpty()) {
        line.append(" (").append(setting.fallback()).append(')');
      }
      out.println(line);
    }
  }
}
