package dev.leadline.itests.tracepoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The directory that Leadline reads tracepoints from. */
record TracepointDirectory(Path path) {

  /** An empty one. */
  static TracepointDirectory in(Path parent) {
    try {
      return new TracepointDirectory(Files.createDirectories(parent.resolve("tracepoints")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds or replaces a file, in one step. */
  TracepointDirectory put(String name, String json) throws IOException {
    Path whole = Files.writeString(path.resolve("." + name + ".new"), json);
    Files.move(
        whole,
        path.resolve(name),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
    return this;
  }

  /** Overwrites a file as an editor does that is still at it. */
  void overwrite(String name, String text) throws IOException {
    Files.writeString(path.resolve(name), text);
  }

  void delete(String name) throws IOException {
    Files.delete(path.resolve(name));
  }
}
