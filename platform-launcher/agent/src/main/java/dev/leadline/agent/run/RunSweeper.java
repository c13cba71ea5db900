package dev.leadline.agent.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Deletes what dead JVMs left behind. Of the latest of them the log stays for some days; of the
 * bundles, those that were used of late.
 */
public final class RunSweeper {

  static final int KEPT_LOGS = 10;
  static final Duration KEPT_FOR = Duration.ofDays(7);

  private final RunDirectory directory;
  private final Clock clock;

  public RunSweeper(RunDirectory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** Sweeps. What cannot be deleted now stays for the next JVM. */
  public void sweep() {
    List<Path> jvms = new ArrayList<>();
    for (Path path : FileTree.list(directory.path())) {
      if (path.getFileName().toString().startsWith(JvmDirectory.PREFIX)) {
        jvms.add(path);
      }
    }
    jvms.sort(Comparator.comparing(RunSweeper::lastUsed).reversed());
    int logs = 0;
    for (Path jvm : jvms) {
      boolean keepLog = logs < KEPT_LOGS && isRecent(jvm) && JvmDirectory.hasLog(jvm);
      if (sweepJvm(jvm, keepLog) && keepLog) {
        logs++;
      }
    }
    for (Path bundles : FileTree.list(directory.bundles())) {
      if (!isRecent(bundles)) {
        deleteUnlessClaimed(bundles);
      }
    }
  }

  /** Returns whether it was that of a dead JVM. */
  private static boolean sweepJvm(Path jvm, boolean keepLog) {
    if (!keepLog) {
      return deleteUnlessClaimed(jvm);
    }
    try (FileClaim claim = FileClaim.exclusive(jvm.resolve(JvmDirectory.LOCK))) {
      if (claim == null) {
        return false;
      }
      JvmDirectory.clear(jvm);
      return true;
    } catch (IOException anotherSweeperWasQuicker) {
      return false;
    }
  }

  private static boolean deleteUnlessClaimed(Path path) {
    try (FileClaim claim = FileClaim.exclusive(path.resolve(JvmDirectory.LOCK))) {
      if (claim == null) {
        return false;
      }
      FileTree.delete(path);
      return true;
    } catch (IOException anotherSweeperWasQuicker) {
      return false;
    }
  }

  private boolean isRecent(Path path) {
    return lastUsed(path).isAfter(clock.instant().minus(KEPT_FOR));
  }

  /** When somebody last claimed it or logged to it. */
  private static Instant lastUsed(Path path) {
    Instant latest = Instant.EPOCH;
    for (String name : List.of(JvmDirectory.LOCK, JvmDirectory.LOG)) {
      try {
        Instant time = Files.getLastModifiedTime(path.resolve(name)).toInstant();
        latest = time.isAfter(latest) ? time : latest;
      } catch (IOException notThere) {
        // Then the other one says.
      }
    }
    return latest;
  }
}
