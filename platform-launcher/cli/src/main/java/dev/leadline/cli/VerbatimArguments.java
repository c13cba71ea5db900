package dev.leadline.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments as they were typed. In a locale without UTF-8, such as that of most containers, the
 * JVM has lost every character beyond ASCII by now; Linux still knows them.
 */
final class VerbatimArguments {

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private VerbatimArguments() {}

  static String[] of(String[] arguments) {
    if (isAscii(arguments) || !Files.isReadable(COMMAND_LINE)) {
      return arguments;
    }
    try {
      String line = new String(Files.readAllBytes(COMMAND_LINE), StandardCharsets.UTF_8);
      return of(arguments, line);
    } catch (IOException unreadable) {
      return arguments;
    }
  }

  /**
   * Takes them from the command line.
   *
   * @param line each argument of the process with a zero after it
   */
  static String[] of(String[] arguments, String line) {
    String[] all = line.split("\0", -1);
    // The last zero ends the last argument; ours are at the end.
    int end = all.length - 1;
    if (end < arguments.length) {
      return arguments;
    }
    return Arrays.copyOfRange(all, end - arguments.length, end);
  }

  private static boolean isAscii(String[] arguments) {
    return List.of(arguments).stream().allMatch(text -> text.chars().allMatch(c -> c < 128));
  }
}
