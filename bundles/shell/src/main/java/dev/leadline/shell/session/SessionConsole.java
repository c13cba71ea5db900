package dev.leadline.shell.session;

import dev.leadline.shell.command.Console;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.Process;

/** The console of a command in a session, or of one that a pipe or file takes the output of. */
final class SessionConsole implements Console {

  private final Path directory;
  private final boolean isTerminal;
  private final int width;
  private final PrintWriter out;
  private final PrintWriter err;
  private final CountDownLatch cancelled = new CountDownLatch(1);

  SessionConsole(Process process, Path directory, boolean isTerminal, int width) {
    this.directory = directory;
    this.isTerminal = isTerminal;
    this.width = width;
    this.out = new PrintWriter(new OutputStreamWriter(process.out(), StandardCharsets.UTF_8));
    this.err = new PrintWriter(new OutputStreamWriter(process.err(), StandardCharsets.UTF_8), true);
  }

  @Override
  public PrintWriter out() {
    return out;
  }

  @Override
  public PrintWriter err() {
    out.flush();
    return err;
  }

  @Override
  public boolean isTerminal() {
    return isTerminal;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public boolean pause(Duration time) throws InterruptedException {
    out.flush();
    return !cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The person has pressed Ctrl-C; returns whether that is new. */
  boolean cancel() {
    boolean first = cancelled.getCount() > 0;
    cancelled.countDown();
    return first;
  }

  void flush() {
    out.flush();
    err.flush();
  }
}
