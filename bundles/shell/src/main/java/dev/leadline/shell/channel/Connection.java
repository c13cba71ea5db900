package dev.leadline.shell.channel;

import dev.leadline.control.CommandRequest;
import dev.leadline.control.Deadline;
import dev.leadline.control.Frame;
import dev.leadline.control.FrameChannel;
import dev.leadline.control.FrameType;
import dev.leadline.control.Hello;
import dev.leadline.control.ProtocolException;
import dev.leadline.control.ShellRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client, from its first byte to its last. Runs on a thread of its own, which reads. */
final class Connection implements Runnable {

  private final ControlServer server;
  private final FrameChannel channel;
  private final String user;
  private String who;

  Connection(ControlServer server, FrameChannel channel, String user) {
    this.server = server;
    this.channel = channel;
    this.user = user;
    this.who = user;
  }

  @Override
  public void run() {
    boolean handedOver = false;
    try {
      Frame request = handshake();
      if (request != null) {
        handedOver = serve(request);
      }
    } catch (IOException gone) {
      server.log().log(Level.DEBUG, "a connection of {0} ends: {1}", who, gone.toString());
    } catch (RuntimeException | Error failure) {
      server.log().log(Level.ERROR, "a connection of " + who + " failed", failure);
    } finally {
      server.clients().remove(this);
      if (!handedOver) {
        close();
      }
    }
  }

  /** Returns the request, or null when the client was refused. */
  private @Nullable Frame handshake() throws IOException {
    Deadline deadline = Deadline.in(server.handshakeLimit());
    try {
      channel.receivePreamble(deadline);
      Frame first = channel.receive(deadline);
      if (first.type() != FrameType.HELLO) {
        throw new ProtocolException("a HELLO was expected, not " + first);
      }
      Hello hello = Hello.of(first);
      who = user + " (" + hello.client() + ")";
      if (!server.token().matches(hello.token())) {
        throw new ProtocolException("the token is not that of this JVM");
      }
      if (!server.clients().admit(this)) {
        throw new ProtocolException(
            Clients.MOST_KNOWN + " clients are connected already, and that is the limit");
      }
      return channel.receive(deadline);
    } catch (ProtocolException e) {
      refuse(String.valueOf(e.getMessage()));
    } catch (InterruptedIOException e) {
      refuse("no request came within " + server.handshakeLimit().toMillis() + " ms");
    }
    return null;
  }

  private void refuse(String reason) throws IOException {
    server.audit().note(who, "refused: " + reason);
    channel.send(Frame.refused(reason));
  }

  /** Returns whether somebody else closes the connection. */
  private boolean serve(Frame request) throws IOException {
    try {
      switch (request.type()) {
        case COMMAND ->
            attend(new CommandExecution(server, channel, who, CommandRequest.of(request)));
        case SHELL -> attend(new SessionExecution(server, channel, who, ShellRequest.of(request)));
        case STOP -> {
          stop();
          return true;
        }
        default -> throw new ProtocolException("a request was expected, not " + request);
      }
    } catch (ProtocolException e) {
      refuse(String.valueOf(e.getMessage()));
    }
    return false;
  }

  private void attend(Execution execution) throws IOException {
    try {
      execution.listen();
    } catch (ProtocolException e) {
      refuse(String.valueOf(e.getMessage()));
      close();
    } finally {
      execution.end();
      if (server.stopWish().take()) {
        stop();
      }
    }
  }

  private void stop() {
    long number = server.audit().begin(who, "stop", List.of());
    // From now on it is not the server's, which is about to be closed.
    server.clients().remove(this);
    long startNanos = System.nanoTime();
    server
        .stop()
        .begin(
            problem -> {
              server.audit().end(number, problem.isEmpty() ? 0 : 1, System.nanoTime() - startNanos);
              answerStop(problem);
            });
  }

  private void answerStop(String problem) {
    try {
      if (problem.isEmpty()) {
        channel.send(Frame.exit(0));
      } else {
        channel.send(Frame.refused(problem));
      }
    } catch (IOException gone) {
      // Nobody waits for the answer any more.
    }
    close();
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      server.log().log(Level.DEBUG, "a connection does not close", e);
    }
  }
}
