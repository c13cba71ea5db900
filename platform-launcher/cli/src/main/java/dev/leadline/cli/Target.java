package dev.leadline.cli;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The JVM that is meant.
 *
 * @param jvm with an agent
 * @param rest the words after its process id
 */
record Target(RunningJvm jvm, List<String> rest) {

  /** The JVM whose process id the words begin with; else the only one that has an agent. */
  static Target of(LeadlineCommand root, List<String> words) throws CliException {
    if (!words.isEmpty() && words.get(0).matches("[0-9]{1,18}")) {
      long pid = Long.parseLong(words.get(0));
      RunningJvm jvm = root.jvms().find(pid).orElseThrow(() -> new CliException(noProcess(pid)));
      if (!jvm.isAttached()) {
        throw new CliException(
            ExitStatus.NOT_REACHED,
            "Leadline is not in process "
                + pid
                + " (looked for its run files in "
                + root.jvms().directories(java.util.Optional.of(jvm.user())).stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(", "))
                + ").\n`leadline attach "
                + pid
                + "` puts it there; if its agent has another run.dir, say --run-dir DIR.");
      }
      return new Target(jvm, words.subList(1, words.size()));
    }
    return only(root.jvms().all(), words);
  }

  /** The one that has an agent. */
  static Target only(List<RunningJvm> all, List<String> words) throws CliException {
    List<RunningJvm> attached = all.stream().filter(RunningJvm::isAttached).toList();
    if (attached.size() == 1) {
      return new Target(attached.get(0), words);
    }
    throw new CliException(
        ExitStatus.NOT_REACHED,
        attached.isEmpty()
            ? "Leadline is in no JVM that this user can see; `leadline jvms` lists them, `leadline"
                + " attach PID` puts it there"
            : "Leadline is in "
                + attached.size()
                + " JVMs, so say which one: "
                + attached.stream()
                    .map(jvm -> jvm.pid() + " (" + jvm.mainClass() + ")")
                    .collect(Collectors.joining(", ")));
  }

  /** For commands that take nothing but a process id. */
  void expectNoMore() throws CliException {
    if (!rest.isEmpty()) {
      throw new CliException(
          ExitStatus.USAGE, "a process id is a number, and '" + rest.get(0) + "' is none");
    }
  }

  static String noProcess(long pid) {
    return "there is no process " + pid + "; `leadline jvms` lists those that are JVMs";
  }
}
