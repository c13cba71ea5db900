package dev.leadline.shell.channel;

import dev.leadline.control.Frame;
import dev.leadline.control.FrameChannel;
import dev.leadline.control.FrameType;
import dev.leadline.control.ProtocolException;
import dev.leadline.control.ShellRequest;
import dev.leadline.control.WindowSize;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A session: on a thread of its own, while the connection's thread reads the keyboard. */
final class SessionExecution implements Execution, SessionAudit {

  private final ControlServer server;
  private final FrameChannel channel;
  private final String who;
  private final InteractiveSession session;
  private final WorkerTask running;
  private final Map<Long, Long> beginNanos = new ConcurrentHashMap<>();

  SessionExecution(ControlServer server, FrameChannel channel, String who, ShellRequest request)
      throws IOException {
    this.server = server;
    this.channel = channel;
    this.who = who;
    this.session =
        server.sessions().open(request, new FrameOutputStream(channel, FrameType.OUT), this);
    this.running = new WorkerTask(this::execute);
    server.threads().execute(running);
  }

  /** Returns by an exception alone: when the connection has ended, or the client misbehaves. */
  @Override
  public void listen() throws IOException {
    while (true) {
      Frame frame = channel.receive();
      switch (frame.type()) {
        case INPUT -> session.input(frame.payload());
        case RESIZE -> session.resize(WindowSize.of(frame));
        default -> throw new ProtocolException(frame + " in a session");
      }
    }
  }

  @Override
  public void end() {
    session.hangUp();
    running.interrupt();
    running.awaitEnd();
  }

  private void execute() {
    server.audit().note(who, "shell: begins");
    int status = 1;
    try {
      status = session.run();
    } catch (InterruptedException | IOException gone) {
      server.log().log(Level.DEBUG, "a session of {0} was cut off", who);
    } catch (RuntimeException | Error failure) {
      server.log().log(Level.ERROR, "a session of " + who + " failed", failure);
    }
    server.audit().note(who, "shell: ends");
    try {
      channel.send(Frame.exit(status));
      channel.close();
    } catch (IOException gone) {
      server.log().log(Level.DEBUG, "{0} did not wait for the end", who);
    }
  }

  @Override
  public long begin(String line) {
    long number = server.audit().beginLine(who, line);
    beginNanos.put(number, System.nanoTime());
    return number;
  }

  @Override
  public void end(long number, int status) {
    Long began = beginNanos.remove(number);
    server.audit().end(number, status, began == null ? 0 : System.nanoTime() - began);
  }
}
