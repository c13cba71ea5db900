package dev.leadline.shell.session;

import java.util.ArrayList;
import java.util.List;

/**
 * Those of Gogo's commands that make sense inside somebody's application. The others end the JVM's
 * framework, open ports, make objects of any class or start editors.
 */
public final class LibraryCommands {

  static final List<String> PROCEDURAL =
      List.of("each", "if", "not", "throw", "try", "until", "while", "break", "continue");
  static final List<String> BUILTIN =
      List.of("format", "set", "tac", "type", "jobs", "fg", "bg", "history");
  static final List<String> POSIX =
      List.of(
          "cat", "cd", "clear", "date", "echo", "grep", "head", "less", "ls", "pwd", "sleep",
          "sort", "tail", "wc");
  static final List<String> SESSION = List.of("exit", "quit", "source");

  private LibraryCommands() {}

  /** All names, without scopes. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    names.addAll(SESSION);
    names.addAll(POSIX);
    names.addAll(BUILTIN);
    names.addAll(PROCEDURAL);
    return names;
  }
}
