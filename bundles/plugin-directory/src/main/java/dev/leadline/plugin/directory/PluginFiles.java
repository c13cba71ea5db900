package dev.leadline.plugin.directory;

import dev.leadline.sdk.problem.Problem;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The files of the directory, and whether they are to be trusted. Confined to one thread. */
final class PluginFiles {

  private final Path directory;
  private final Function<Path, Optional<String>> guard;
  private final System.Logger log;
  private Optional<Problem> problem = Optional.empty();

  /**
   * @param guard why a path is not to be trusted; empty when it is
   */
  PluginFiles(Path directory, Function<Path, Optional<String>> guard, System.Logger log) {
    this.directory = directory;
    this.guard = guard;
    this.log = log;
  }

  /** All, by name; empty when they are none of our business at the moment: what runs stays. */
  Optional<List<Path>> list() {
    if (Files.exists(directory)) {
      Optional<String> untrusted = guard.apply(directory);
      if (untrusted.isPresent()) {
        return wrong(PluginProblems.untrusted(directory, untrusted.get()));
      }
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.jar")) {
      for (Path entry : entries) {
        // A name with a leading dot is a copy under way.
        if (!String.valueOf(entry.getFileName()).startsWith(".") && Files.isRegularFile(entry)) {
          files.add(entry);
        }
      }
    } catch (NoSuchFileException e) {
      own(Optional.of(PluginProblems.absent(directory)));
      return Optional.of(List.of());
    } catch (IOException | DirectoryIteratorException e) {
      return wrong(PluginProblems.notListed(e));
    }
    own(Optional.empty());
    // Of two with one name, the first is taken.
    files.sort(null);
    return Optional.of(files);
  }

  private Optional<List<Path>> wrong(Problem found) {
    own(Optional.of(found));
    return Optional.empty();
  }

  private void own(Optional<Problem> found) {
    if (!problem.equals(found)) {
      problem = found;
      found.filter(Problem::isError).ifPresent(error -> log.log(Level.ERROR, error.toString()));
    }
  }

  /** Why this file is not to be used; empty when it may be. */
  Optional<String> untrusted(Path file) {
    return guard.apply(file);
  }

  /** What is wrong with the directory as a whole. */
  Optional<Problem> problem() {
    return problem;
  }
}
