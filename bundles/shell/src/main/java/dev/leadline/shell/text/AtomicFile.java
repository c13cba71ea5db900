package dev.leadline.shell.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that others see whole or not at all. */
public final class AtomicFile {

  private AtomicFile() {}

  /** Writes the text in UTF-8 into a dot-file beside it, and renames that. */
  public static void write(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("it is no file: " + file);
    }
    Path unfinished = Files.createTempFile(folder, ".leadline-", ".tmp");
    try {
      Files.writeString(unfinished, text);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
