package dev.leadline.shell;

import dev.leadline.shell.command.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A console that keeps what is written; pauses pass at once. */
public final class RecordingConsole implements Console {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final PrintWriter outWriter = new PrintWriter(out);
  private final PrintWriter errWriter = new PrintWriter(err);
  private final Path directory;
  private Runnable duringPause = () -> {};
  private int pausesLeft;

  public RecordingConsole(Path directory) {
    this.directory = directory;
  }

  /** The person waits for so many pauses, and then presses Ctrl-C; the step happens in each. */
  public RecordingConsole waiting(int pauses, Runnable step) {
    pausesLeft = pauses;
    duringPause = step;
    return this;
  }

  @Override
  public PrintWriter out() {
    return outWriter;
  }

  @Override
  public PrintWriter err() {
    return errWriter;
  }

  @Override
  public boolean isTerminal() {
    return false;
  }

  @Override
  public int width() {
    return 100;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public boolean pause(Duration time) {
    if (pausesLeft <= 0) {
      return false;
    }
    pausesLeft--;
    duringPause.run();
    return true;
  }

  /** What it wrote, without classes of JUnit that are named like what somebody looked for. */
  public List<String> outLines() {
    return out.toString().replaceAll(", org/junit/[\\w/]+", "").lines().toList();
  }

  public List<String> errLines() {
    return err.toString().lines().toList();
  }
}
