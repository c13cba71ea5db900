package dev.leadline.cli;

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
      AttachApi.load(jvm.pid(), installation.jar().getPath(), agentArguments(settings));
    } catch (NoClassDefFoundError e) {
      throw new CliException(
          cannot(
              "the Java that runs this command, "
                  + System.getProperty("java.home")
                  + ", has no module jdk.attach; use the `java` of a JDK"));
    } catch (AttachApi.Failure e) {
      throw new CliException(cannot(explain(e)));
    }
  }

  private String explain(AttachApi.Failure failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure.stage()) {
      case CONNECT ->
          "the JVM does not answer ("
              + message
              + "); it may have been started with -XX:+DisableAttachMechanism, hang, or have"
              + " another temporary directory";
      case LOAD -> loadFailure(message);
      case START -> "the agent failed in the JVM, which has said why on its standard error";
      case TALK -> message;
    };
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
