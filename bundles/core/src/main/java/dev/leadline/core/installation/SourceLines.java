package dev.leadline.core.installation;

import dev.leadline.core.instrumentation.classfile.SourceFileMatch;
import dev.leadline.core.tracepoint.CodeFindings;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Location;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Compares a line with the text that it had when the tracepoint was declared. On Leadline's thread.
 *
 * <p>A class file has line numbers and no text. So the text is known only where the source is: in a
 * directory that the settings name, or as a resource beside the class. Elsewhere nothing is said.
 * Even where a source is found, nothing proves that the class was compiled from it: a difference is
 * reported, and the tracepoint goes on recording.
 */
final class SourceLines {

  /** Larger than any source that people write. */
  private static final int MOST_BYTES = 4 << 20;

  private final List<Path> directories;

  SourceLines(List<Path> directories) {
    this.directories = List.copyOf(directories);
  }

  /** Tells the tracepoint's findings, when it declares its line's text and the source is found. */
  void check(LiveTracepoint tracepoint, Class<?> type) {
    Location location = tracepoint.tracepoint().location();
    String declared = normalised(tracepoint.tracepoint().sourceLine().orElse(""));
    if (declared.isEmpty()) {
      return;
    }
    if (location.stage().isMethod()) {
      tracepoint.report(
          Problem.warning(
              "SL-002",
              "the sourceLine is not compared: the tracepoint is at a method",
              "take it away, or set a line's stage"));
      return;
    }
    Optional<String> source = find(type, SourceFileMatch.of(location).path());
    if (source.isPresent()) {
      compare(source.get(), declared, location.line(), type, tracepoint.findings());
    } else {
      tracepoint.report(
          Problem.warning(
              "SL-001",
              "the text of the line is not compared with the sourceLine that was declared: no"
                  + " source of "
                  + type.getName()
                  + " is known",
              "name the directories of your sources in source.directories"));
    }
  }

  private static void compare(
      String source, String declared, int line, Class<?> type, CodeFindings findings) {
    List<String> lines = source.lines().map(SourceLines::normalised).toList();
    String now = line <= lines.size() ? lines.get(line - 1) : "";
    if (now.equals(declared)) {
      findings.sameText(type.getName());
      return;
    }
    int elsewhere = 0;
    for (int i = 0; i < lines.size(); i++) {
      boolean isNearer = elsewhere == 0 || Math.abs(i + 1 - line) < Math.abs(elsewhere - line);
      if (lines.get(i).equals(declared) && isNearer) {
        elsewhere = i + 1;
      }
    }
    findings.otherText(
        type.getName(),
        "line "
            + line
            + " is \""
            + now
            + "\" now, and was \""
            + declared
            + "\""
            + (elsewhere == 0 ? "" : ", which is on line " + elsewhere + " now"));
  }

  private Optional<String> find(Class<?> type, String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    String folder = type.getPackageName().replace('.', '/');
    String beside = folder.isEmpty() ? file : folder + "/" + file;
    for (Path directory : directories) {
      for (String candidate : List.of(beside, path)) {
        Optional<String> source = read(directory, candidate);
        if (source.isPresent()) {
          return source;
        }
      }
    }
    ClassLoader loader = type.getClassLoader();
    if (loader == null) {
      return Optional.empty();
    }
    try (InputStream in = loader.getResourceAsStream(beside)) {
      return in == null ? Optional.empty() : text(in);
    } catch (IOException | RuntimeException | LinkageError unreadable) {
      // A closed or broken loader of the application's: nothing is known then.
      return Optional.empty();
    }
  }

  private static Optional<String> read(Path directory, String relative) {
    try {
      Path root = directory.toAbsolutePath().normalize();
      Path file = root.resolve(relative).normalize();
      // A path of a tracepoint may come from afar: it does not lead out of the directory.
      return file.startsWith(root) && Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES
          ? text(new ByteArrayInputStream(Files.readAllBytes(file)))
          : Optional.empty();
    } catch (IOException | InvalidPathException | SecurityException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    return bytes.length > MOST_BYTES
        ? Optional.empty()
        : Optional.of(new String(bytes, StandardCharsets.UTF_8));
  }

  /** White space is not worth a warning: formatters change it. */
  private static String normalised(String line) {
    return line.strip().replaceAll("\\s+", " ");
  }
}
