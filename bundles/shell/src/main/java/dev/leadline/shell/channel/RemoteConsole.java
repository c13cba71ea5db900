package dev.leadline.shell.channel;

import dev.leadline.control.CommandRequest;
import dev.leadline.control.FrameChannel;
import dev.leadline.control.FrameType;
import dev.leadline.shell.command.Console;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The console of a command that runs once. What goes to one of its writers is sent after all that
 * went to the other before.
 */
final class RemoteConsole implements Console {

  private static final int DEFAULT_WIDTH = 100;

  private final CommandRequest request;
  private final PrintWriter out;
  private final PrintWriter err;
  private final CountDownLatch cancelled = new CountDownLatch(1);

  RemoteConsole(FrameChannel channel, CommandRequest request) {
    this.request = request;
    this.out = new PrintWriter(writer(channel, FrameType.OUT));
    this.err = new PrintWriter(new AfterAnother(writer(channel, FrameType.ERR), out));
  }

  private static Writer writer(FrameChannel channel, FrameType type) {
    return new OutputStreamWriter(new FrameOutputStream(channel, type), StandardCharsets.UTF_8);
  }

  @Override
  public PrintWriter out() {
    return out;
  }

  @Override
  public PrintWriter err() {
    return err;
  }

  @Override
  public boolean isTerminal() {
    return request.isTerminal();
  }

  @Override
  public int width() {
    int columns = request.window().columns();
    return columns > 0 ? columns : DEFAULT_WIDTH;
  }

  @Override
  public Path directory() {
    return request.directory();
  }

  @Override
  public boolean pause(Duration time) throws InterruptedException {
    out.flush();
    return !cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** The person has pressed Ctrl-C or has gone; returns whether that is new. */
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
