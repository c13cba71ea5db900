package dev.leadline.sdk.tracepoint;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where a tracepoint is.
 *
 * @param path source file as the user wrote it, such as {@code com/acme/web/SessionManager.java};
 *     not blank
 * @param line source line from 1, or {@link #NO_LINE}
 * @param methodName every method and overload of that name in the file's classes; {@code <init>}
 *     for constructors
 * @param stage when, relative to the line or method
 * @param className overrides the class that the path stands for
 * @param sourceRoot prefix that is stripped from the path
 */
public record Location(
    String path,
    int line,
    Optional<String> methodName,
    Stage stage,
    Optional<String> className,
    Optional<String> sourceRoot) {

  /** The line of a location that has none. */
  public static final int NO_LINE = -1;

  public Location {
    requireNonNull(methodName, "methodName");
    requireNonNull(stage, "stage");
    requireNonNull(className, "className");
    requireNonNull(sourceRoot, "sourceRoot");
    if (path.isBlank()) {
      throw new IllegalArgumentException("a location has a path");
    }
    if (line != NO_LINE && line < 1) {
      throw new IllegalArgumentException("lines count from 1: " + line);
    }
    if (stage.isMethod() && methodName.isEmpty()) {
      throw new IllegalArgumentException(stage.text() + " needs a method name");
    }
    if (!stage.isMethod() && line == NO_LINE) {
      throw new IllegalArgumentException(stage.text() + " needs a line");
    }
  }

  /** The start of a line. */
  public static Location ofLine(String path, int line) {
    return new Location(
        path, line, Optional.empty(), Stage.LINE_START, Optional.empty(), Optional.empty());
  }

  /** {@code com/acme/Foo.java:12} or {@code com/acme/Foo.java#handle}. */
  @Override
  public String toString() {
    return stage.isMethod() ? path + "#" + methodName.orElseThrow() : path + ":" + line;
  }
}
