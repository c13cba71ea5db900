package dev.leadline.shell.channel;

import dev.leadline.control.CommandRequest;
import dev.leadline.control.Frame;
import dev.leadline.control.FrameChannel;
import dev.leadline.control.FrameType;
import dev.leadline.control.ProtocolException;
import dev.leadline.shell.command.ShellCommand;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * A command that runs once: on a thread of its own, while the connection's thread waits for Ctrl-C
 * and for the client to go.
 */
final class CommandExecution implements Execution {

  /** As a POSIX shell says it of a program that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  private final ControlServer server;
  private final FrameChannel channel;
  private final String who;
  private final CommandRequest request;
  private final RemoteConsole console;
  private final WorkerTask running;

  CommandExecution(ControlServer server, FrameChannel channel, String who, CommandRequest request) {
    this.server = server;
    this.channel = channel;
    this.who = who;
    this.request = request;
    this.console = new RemoteConsole(channel, request);
    this.running = new WorkerTask(this::execute);
    server.threads().execute(running);
  }

  /** Returns by an exception alone: when the connection has ended, or the client misbehaves. */
  @Override
  public void listen() throws IOException {
    while (true) {
      Frame frame = channel.receive();
      if (frame.type() != FrameType.INTERRUPT) {
        throw new ProtocolException(frame + " while a command runs");
      }
      // The first time it is asked, so that it can say its last words.
      if (!console.cancel()) {
        running.interrupt();
      }
    }
  }

  @Override
  public void end() {
    console.cancel();
    running.interrupt();
    // As long as it runs it counts as a client.
    running.awaitEnd();
  }

  private void execute() {
    long number = server.audit().begin(who, "exec", request.arguments());
    long startNanos = System.nanoTime();
    int status = ShellCommand.FAILED;
    try {
      status = server.commands().run(console, request.arguments());
    } catch (InterruptedException e) {
      status = INTERRUPTED;
    } catch (RuntimeException | Error failure) {
      server.log().log(Level.ERROR, "the command " + request.arguments() + " failed", failure);
      console.err().println("this is a fault of Leadline's: " + failure + "; see its log");
    } finally {
      server.audit().end(number, status, System.nanoTime() - startNanos);
    }
    console.flush();
    try {
      channel.send(Frame.exit(status));
      channel.close();
    } catch (IOException gone) {
      server.log().log(Level.DEBUG, "{0} did not wait for the end", who);
    }
  }
}
