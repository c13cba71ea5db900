package dev.leadline.agent.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/**
 * The process's own stderr, for the one line that a failure of ours may print. Not {@code
 * System.err}: the application may have put its logging behind that.
 */
public final class StandardError {

  private static final int LONGEST = 600;

  private StandardError() {}

  /** Prints one line, whatever the text. Never throws. */
  public static void print(String text) {
    String line = text.replaceAll("\\s*[\\r\\n]+\\s*", " | ");
    if (line.length() > LONGEST) {
      line = line.substring(0, LONGEST) + "...";
    }
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
    err.println("leadline: " + line);
  }
}
