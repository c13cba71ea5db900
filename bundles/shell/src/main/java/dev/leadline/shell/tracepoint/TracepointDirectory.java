package dev.leadline.shell.tracepoint;

import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointFormat;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.text.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The directory of tracepoint files, which the directory source reads. A file that is written here
 * belongs to that source from then on: it is declared under that source's own origin, so that the
 * source finds nothing new in it.
 */
public final class TracepointDirectory {

  private final Optional<Path> directory;
  private final TracepointFormat format;

  /**
   * @param directory the setting {@code tracepoints.dir}; empty when there is none
   */
  public TracepointDirectory(Optional<Path> directory, TracepointFormat format) {
    this.directory = directory;
    this.format = format;
  }

  /** The origin under which the directory source declares what is in the tracepoint's file. */
  static String origin(String id) {
    return StatusText.FILE_ORIGIN + fileName(id);
  }

  /** Characters that some file system or shell dislikes become {@code _}. */
  private static String fileName(String id) {
    String plain = id.replaceAll("[^A-Za-z0-9._-]", "_");
    return (plain.startsWith(".") ? "_" + plain : plain) + ".json";
  }

  /** Why a tracepoint of this id cannot be written; empty when it can. */
  Optional<String> refusal(String id, Optional<TracepointStatus> known) {
    if (directory.isEmpty()) {
      return Optional.of("there is no tracepoints directory; start the JVM with tracepoints.dir");
    }
    boolean isOwnFile = known.filter(status -> status.origin().equals(origin(id))).isPresent();
    Path file = directory.get().resolve(fileName(id));
    return Files.exists(file) && !isOwnFile
        ? Optional.of("there is a file " + file + " already; choose another name with --id")
        : Optional.empty();
  }

  /** Writes the tracepoint's file and returns its path. */
  Path write(Tracepoint tracepoint) throws IOException {
    Path folder = directory.orElseThrow(() -> new IOException("there is no tracepoints directory"));
    Files.createDirectories(folder);
    Path file = folder.resolve(fileName(tracepoint.id()));
    AtomicFile.write(file, format.write(List.of(tracepoint)) + "\n");
    return file;
  }

  /** The file that the directory source has read a tracepoint from. */
  Optional<Path> fileOf(TracepointStatus status) {
    return status.origin().startsWith(StatusText.FILE_ORIGIN)
        ? directory.map(
            folder -> folder.resolve(status.origin().substring(StatusText.FILE_ORIGIN.length())))
        : Optional.empty();
  }
}
