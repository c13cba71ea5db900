package dev.leadline.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Loads the agent into a JVM that runs. */
final class Attachment {

  private final Installation installation;
  private final RunningJvm jvm;

  Attachment(Installation installation, RunningJvm jvm) {
    this.installation = installation;
    this.jvm = jvm;
  }

  /** Returns when the agent has been loaded; it boots on its own thread. */
  void attach(List<String> settings) throws CliException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
      try {
        machine.loadAgent(
            installation.jar().getPath(),
            settings.stream().map(Attachment::quoted).collect(Collectors.joining(",")));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw new CliException("cannot attach to " + jvm.pid() + ": " + e.getMessage());
    } catch (AgentLoadException | AgentInitializationException e) {
      throw new CliException("the agent does not load in " + jvm.pid() + ": " + e.getMessage());
    }
  }

  private static String quoted(String setting) {
    boolean isPlain = setting.indexOf(',') < 0 && setting.indexOf('"') < 0;
    return isPlain ? setting : '"' + setting.replace("\"", "\"\"") + '"';
  }
}
