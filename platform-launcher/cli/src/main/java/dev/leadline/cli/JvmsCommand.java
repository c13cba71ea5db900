package dev.leadline.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jvms}. */
@Command(
    name = "jvms",
    description = "Lists the JVMs that are running, and whether Leadline is in them.")
final class JvmsCommand extends Subcommand implements Callable<Integer> {

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  JvmsCommand(LeadlineCommand root) {
    super(root);
  }

  @Override
  public Integer call() throws Exception {
    List<RunningJvm> jvms = root().jvms().all();
    if (json) {
      JsonOutput.printArray(
          out(),
          generator -> {
            for (RunningJvm jvm : jvms) {
              generator.writeStartObject();
              generator.writeNumberField("pid", jvm.pid());
              generator.writeStringField("mainClass", jvm.mainClass());
              generator.writeStringField("jdk", jvm.jdk());
              generator.writeStringField("user", jvm.user());
              generator.writeBooleanField("attached", jvm.isAttached());
              generator.writeEndObject();
            }
          });
    } else if (jvms.isEmpty()) {
      err().println("leadline: no JVM is running that this user can see");
    } else {
      out().printf("%-8s %-12s %-10s %-9s %s%n", "PID", "JDK", "USER", "LEADLINE", "MAIN CLASS");
      for (RunningJvm jvm : jvms) {
        out()
            .printf(
                "%-8d %-12s %-10s %-9s %s%n",
                jvm.pid(),
                orUnknown(jvm.jdk()),
                orUnknown(jvm.user()),
                jvm.isAttached() ? "attached" : "-",
                orUnknown(jvm.mainClass()));
      }
    }
    return ExitStatus.OK;
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? "?" : text;
  }
}
