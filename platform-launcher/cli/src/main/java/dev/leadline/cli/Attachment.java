package dev.leadline.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Loads the agent into a JVM that runs, or says why that cannot be. */
final class Attachment {

  private final Installation installation;
  private final RunningJvm jvm;
  private final ProcessFacts facts;

  Attachment(Installation installation, RunningJvm jvm) {
    this.installation = installation;
    this.jvm = jvm;
    this.facts = ProcessFacts.of(jvm.pid());
  }

  /** Returns when the agent has been loaded; it boots on its own thread. */
  void attach(List<String> settings) throws CliException {
    Optional<String> obstacle = AttachObstacle.of(jvm, facts, installation.jar().getName());
    if (obstacle.isPresent()) {
      throw new CliException(cannot(obstacle.get()));
    }
    try {
      load(settings);
    } catch (NoClassDefFoundError e) {
      throw new CliException(
          cannot(
              "the Java that runs this command, "
                  + System.getProperty("java.home")
                  + ", has no module jdk.attach; use the `java` of a JDK"));
    }
  }

  private void load(List<String> settings) throws CliException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
      try {
        machine.loadAgent(installation.jar().getPath(), agentArguments(settings));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new CliException(
          cannot(
              "the JVM does not answer ("
                  + e.getMessage()
                  + "); it may have been started with -XX:+DisableAttachMechanism, hang, or have"
                  + " another temporary directory"));
    } catch (AgentLoadException e) {
      throw new CliException(cannot(loadFailure(String.valueOf(e.getMessage()))));
    } catch (AgentInitializationException e) {
      throw new CliException(
          cannot("the agent failed in the JVM, which has said why on its standard error"));
    } catch (IOException e) {
      throw new CliException(cannot(String.valueOf(e.getMessage())));
    }
  }

  private String loadFailure(String message) {
    if (message.contains("Dynamic agent loading is not enabled")) {
      return "it was started with -XX:-EnableDynamicAgentLoading; start it with -javaagent:"
          + installation.jar();
    }
    return message + "; can the user of the process read " + installation.jar() + "?";
  }

  private String cannot(String reason) {
    return "cannot attach to " + jvm.pid() + ": " + reason;
  }

  /** What the person will find on the JVM's standard error; empty when there is nothing. */
  Optional<String> remark() {
    boolean isAllowed = facts.jvmArguments().contains("-XX:+EnableDynamicAgentLoading");
    return feature() >= 21 && !isAllowed
        ? Optional.of(
            "Java "
                + feature()
                + " has printed a warning about agents that are loaded dynamically on the JVM's"
                + " standard error; -XX:+EnableDynamicAgentLoading in its command line avoids that")
        : Optional.empty();
  }

  private int feature() {
    String first = jvm.jdk().split("[._+-]", 2)[0];
    return first.matches("[0-9]{1,4}") ? Integer.parseInt(first) : 0;
  }

  /** The settings as the agent reads them. */
  static String agentArguments(List<String> settings) {
    return settings.stream().map(Attachment::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String setting) {
    boolean isPlain = setting.indexOf(',') < 0 && setting.indexOf('"') < 0;
    return isPlain ? setting : '"' + setting.replace("\"", "\"\"") + '"';
  }
}
