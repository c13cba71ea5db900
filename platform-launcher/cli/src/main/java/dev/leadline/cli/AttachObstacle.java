package dev.leadline.cli;

import java.util.List;
import java.util.Optional;

/** What is known to stand in the way of an attach, before anything is sent to the process. */
final class AttachObstacle {

  private AttachObstacle() {}

  /** Empty when nothing is known. */
  static Optional<String> of(RunningJvm jvm, ProcessFacts facts, String jar) {
    String self = System.getProperty("user.name", "");
    boolean isOthers = !jvm.user().isEmpty() && !jvm.user().equals(self);
    if (isOthers && !self.equals("root")) {
      return Optional.of(
          "the process belongs to "
              + jvm.user()
              + ", and you are "
              + self
              + "; a JVM can be attached to by its own user, as with `sudo -u "
              + jvm.user()
              + " java -jar "
              + jar
              + " attach "
              + jvm.pid()
              + "`");
    }
    if (facts.hasOtherFiles()) {
      long inside = facts.pidInContainer().orElse(jvm.pid());
      return Optional.of(
          "the process is in a container, whose files are others; run `java -jar "
              + jar
              + " attach "
              + inside
              + "` inside of it, as with `docker exec` or `kubectl exec`");
    }
    List<String> arguments = facts.jvmArguments();
    if (arguments.contains("-XX:+DisableAttachMechanism")) {
      return Optional.of(
          "the JVM was started with -XX:+DisableAttachMechanism; start it with -javaagent:" + jar);
    }
    if (arguments.contains("-Xrs") || arguments.contains("-XX:+ReduceSignalUsage")) {
      return Optional.of(
          "the JVM was started with -Xrs, and so would die of the signal that an attach sends;"
              + " start it with -javaagent:"
              + jar);
    }
    if (facts.handlesQuit().equals(Optional.of(false))) {
      return Optional.of(
          "the process is no JVM, and would die of the signal that an attach sends; `leadline jvms`"
              + " lists the JVMs");
    }
    return Optional.empty();
  }
}
