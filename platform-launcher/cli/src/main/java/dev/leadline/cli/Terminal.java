package dev.leadline.cli;

import dev.leadline.control.WindowSize;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What standard output is.
 *
 * @param isTerminal whether colours and cursor movements make sense
 * @param window its size
 */
record Terminal(boolean isTerminal, WindowSize window) {

  private static final Path LINUX_OUT = Path.of("/proc/self/fd/1");
  private static final File TTY = new File("/dev/tty");

  static Terminal ofStandardOutput() {
    boolean isPlain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
    if (!isTerminalDevice()) {
      return new Terminal(false, WindowSize.UNKNOWN);
    }
    return new Terminal(!isPlain, size());
  }

  private static boolean isTerminalDevice() {
    try {
      if (Files.exists(LINUX_OUT)) {
        String device = Files.readSymbolicLink(LINUX_OUT).toString();
        return device.startsWith("/dev/pts/")
            || device.startsWith("/dev/tty")
            || device.equals("/dev/console");
      }
    } catch (IOException | UnsupportedOperationException unknown) {
      // Asked otherwise below.
    }
    return run(new ProcessBuilder("test", "-t", "1").inheritIO()).isOk();
  }

  private static WindowSize size() {
    Outcome outcome = run(new ProcessBuilder("stty", "size").redirectInput(TTY));
    String[] numbers = outcome.output().trim().split(" ", -1);
    if (outcome.isOk() && numbers.length == 2) {
      try {
        return new WindowSize(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[0]));
      } catch (NumberFormatException notASize) {
        // As on a system whose stty is another.
      }
    }
    return WindowSize.UNKNOWN;
  }

  private static Outcome run(ProcessBuilder builder) {
    try {
      Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == 0, output);
    } catch (IOException noSuchProgram) {
      return new Outcome(false, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(false, "");
    }
  }

  private record Outcome(boolean isOk, String output) {}
}
