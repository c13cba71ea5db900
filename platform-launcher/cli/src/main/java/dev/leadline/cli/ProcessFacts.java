package dev.leadline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Linux tells about a process. Elsewhere, and of processes that we may not look at, everything
 * is unknown.
 */
final class ProcessFacts {

  /** SIGQUIT is signal 3: its bit in the masks of signals. */
  private static final long SIGQUIT = 1L << 2;

  private final Path proc;

  private ProcessFacts(Path proc) {
    this.proc = proc;
  }

  static ProcessFacts of(long pid) {
    return new ProcessFacts(Path.of("/proc", Long.toString(pid)));
  }

  /** The facts of this process, whose files are in this directory. */
  static ProcessFacts in(Path proc) {
    return new ProcessFacts(proc);
  }

  /**
   * Whether it handles the signal that an attach sends. One that does not, and so is no JVM, would
   * die of it.
   */
  Optional<Boolean> handlesQuit() {
    return status("SigCgt:").map(mask -> (Long.parseUnsignedLong(mask, 16) & SIGQUIT) != 0);
  }

  /**
   * Whether it is known to be no JVM: it does not handle that signal, and has no JVM's library in
   * its memory. A JVM with {@code -Xrs} does not handle it either.
   */
  boolean isNoJvm() {
    if (!handlesQuit().equals(Optional.of(false))) {
      return false;
    }
    try (Stream<String> maps = Files.lines(proc.resolve("maps"), StandardCharsets.ISO_8859_1)) {
      return maps.noneMatch(line -> line.contains("libjvm"));
    } catch (IOException | UncheckedIOException unknown) {
      return false;
    }
  }

  /** Its process id in the innermost container that it is in; empty when it is in ours. */
  Optional<Long> pidInContainer() {
    return status("NSpid:")
        .map(ids -> ids.split("\\s+", -1))
        .filter(ids -> ids.length > 1)
        .map(ids -> Long.parseLong(ids[ids.length - 1]));
  }

  /** Whether it has other files than we: the root of a container. */
  boolean hasOtherFiles() {
    try {
      Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/mnt"));
      return !Files.readSymbolicLink(proc.resolve("ns/mnt")).equals(own);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  /** The user's number. */
  Optional<String> uid() {
    return status("Uid:").map(ids -> ids.split("\\s+", -1)[0]);
  }

  /** Its arguments, and those that its environment gives a JVM. */
  List<String> jvmArguments() {
    List<String> found = new ArrayList<>(zeroSeparated("cmdline"));
    for (String variable : zeroSeparated("environ")) {
      if (variable.matches("(?s)(JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS)=.*")) {
        found.addAll(
            List.of(variable.substring(variable.indexOf('=') + 1).trim().split("\\s+", -1)));
      }
    }
    return found;
  }

  private List<String> zeroSeparated(String file) {
    try {
      String text = new String(Files.readAllBytes(proc.resolve(file)), StandardCharsets.UTF_8);
      return List.of(text.split("\0", -1));
    } catch (IOException unknown) {
      return List.of();
    }
  }

  private Optional<String> status(String key) {
    try {
      for (String line : Files.readAllLines(proc.resolve("status"), StandardCharsets.UTF_8)) {
        if (line.startsWith(key)) {
          return Optional.of(line.substring(key.length()).trim());
        }
      }
    } catch (IOException unknown) {
      // No Linux, or no such process.
    }
    return Optional.empty();
  }
}
