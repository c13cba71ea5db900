package dev.leadline.cli;

import dev.leadline.agent.run.JvmDirectory;
import dev.leadline.control.ControlDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds JVMs and the agents in them. Looks at files alone: no JVM notices it. */
final class JvmFinder {

  private final Installation installation;
  private final Optional<Path> runDirectory;

  /**
   * A finder.
   *
   * @param runDirectory where to look for agents besides the usual places
   */
  JvmFinder(Installation installation, Optional<Path> runDirectory) {
    this.installation = installation;
    this.runDirectory = runDirectory;
  }

  /** All but this one, by process id. */
  List<RunningJvm> all() {
    Map<Long, String> names = new TreeMap<>(names());
    for (Path directory : directories(Optional.empty())) {
      for (ControlDirectory control : ControlDirectory.findAll(directory)) {
        if (isLive(control)) {
          owner(control).ifPresent(pid -> names.putIfAbsent(pid, ""));
        }
      }
    }
    names.remove(ProcessHandle.current().pid());
    // A JVM of a container that shares our temporary directory is listed by its process id there,
    // which here may be anybody's.
    names.keySet().removeIf(pid -> ProcessFacts.of(pid).isNoJvm());
    List<RunningJvm> found = new ArrayList<>();
    names.forEach((pid, name) -> find(pid, name).ifPresent(found::add));
    return found;
  }

  /** The JVM of this process; empty when there is no such process. */
  Optional<RunningJvm> find(long pid) {
    return find(pid, names().getOrDefault(pid, ""));
  }

  private Optional<RunningJvm> find(long pid, String name) {
    return ProcessHandle.of(pid)
        .map(
            process -> {
              ProcessHandle.Info info = process.info();
              return new RunningJvm(
                  pid,
                  name.isEmpty() ? info.commandLine().orElse("") : name,
                  info.command().map(JvmFinder::version).orElse(""),
                  info.user().orElse(""),
                  control(pid, info));
            });
  }

  /** Where the agent of this JVM has its socket; empty when none is known. */
  private Optional<ControlDirectory> control(long pid, ProcessHandle.Info info) {
    Set<Path> directories = new LinkedHashSet<>(directories(info.user()));
    // It may have been told another place when it was started.
    directories.addAll(AgentArgumentsOfProcess.runDirectories(pid, info));
    for (Path directory : directories) {
      for (ControlDirectory control : ControlDirectory.findAll(directory)) {
        if (isLive(control) && owner(control).equals(Optional.of(pid))) {
          return Optional.of(control);
        }
      }
    }
    return Optional.empty();
  }

  /** The process that has these run files, by its id here; by that in their name if need be. */
  private static Optional<Long> owner(ControlDirectory control) {
    return LockHolder.of(JvmDirectory.lock(control.jvmDirectory())).or(control::pid);
  }

  List<Path> directories(Optional<String> user) {
    List<Path> directories = new ArrayList<>();
    runDirectory.ifPresent(path -> directories.add(path.toAbsolutePath()));
    directories.addAll(installation.runDirectories(user));
    return directories;
  }

  /** Whether the JVM that has these run files lives: it has a lock on them. */
  private static boolean isLive(ControlDirectory control) {
    return JvmDirectory.isInUse(control.jvmDirectory());
  }

  private static Map<Long, String> names() {
    try {
      return AttachApi.names();
    } catch (NoClassDefFoundError noJdk) {
      // Then those that have an agent are known all the same, by its run files.
      return Map.of();
    }
  }

  /** Of the JDK that this executable is part of; empty when it is none. */
  private static String version(String command) {
    try {
      Path bin = Path.of(command).toRealPath().getParent();
      Path home = bin == null ? null : bin.getParent();
      if (home == null) {
        return "";
      }
      for (String line : Files.readAllLines(home.resolve("release"), StandardCharsets.UTF_8)) {
        if (line.startsWith("JAVA_VERSION=")) {
          return line.substring("JAVA_VERSION=".length()).replace("\"", "").trim();
        }
      }
    } catch (IOException notAJdk) {
      // A launcher of its own, or one that we may not look at.
    }
    return "";
  }
}
