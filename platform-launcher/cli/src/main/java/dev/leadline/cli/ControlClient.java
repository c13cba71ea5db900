package dev.leadline.cli;

import dev.leadline.control.CommandRequest;
import dev.leadline.control.ControlDirectory;
import dev.leadline.control.Deadline;
import dev.leadline.control.Frame;
import dev.leadline.control.FrameChannel;
import dev.leadline.control.FrameType;
import dev.leadline.control.Hello;
import dev.leadline.control.Protocol;
import dev.leadline.control.ShellRequest;
import dev.leadline.control.Token;
import dev.leadline.control.WindowSize;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/** A connection to the shell of a JVM. */
final class ControlClient implements AutoCloseable {

  /** As a POSIX shell says it of a program whose reader has gone. */
  private static final int BROKEN_PIPE = 141;

  /** As a POSIX shell says it of a program that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final FrameChannel channel;
  private final AtomicBoolean interrupted = new AtomicBoolean();

  private ControlClient(FrameChannel channel) {
    this.channel = channel;
  }

  static ControlClient connect(RunningJvm jvm) throws CliException {
    ControlDirectory control = jvm.control().orElseThrow();
    try {
      Token token = Token.read(control.token());
      FrameChannel channel =
          FrameChannel.of(SocketChannel.open(UnixDomainSocketAddress.of(control.socket())));
      channel.sendPreamble();
      String self = "leadline, pid " + ProcessHandle.current().pid();
      channel.send(new Hello(Protocol.VERSION, token, self).toFrame());
      return new ControlClient(channel);
    } catch (AccessDeniedException e) {
      throw new CliException(
          ExitStatus.NOT_REACHED,
          "process "
              + jvm.pid()
              + " belongs to "
              + jvm.user()
              + ", and only that user and root may talk to its shell");
    } catch (NoSuchFileException e) {
      throw new CliException(
          ExitStatus.NOT_REACHED,
          "the shell of process "
              + jvm.pid()
              + " is not open: "
              + control.readProblem().orElse("it is starting, or stopping"));
    } catch (IOException e) {
      throw new CliException(
          ExitStatus.NOT_REACHED, "the shell of process " + jvm.pid() + " does not answer: " + e);
    }
  }

  /** Runs a command, copies what it writes, and returns its status. */
  int execute(CommandRequest request) throws CliException {
    Signals.register("INT", this::interrupt);
    send(request);
    return copyUntilExit();
  }

  /** Ctrl-C: the command is asked to end; the second time we leave it. */
  private void interrupt() {
    if (interrupted.getAndSet(true)) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    try {
      channel.send(Frame.of(FrameType.INTERRUPT));
    } catch (IOException alreadyOver) {
      // The loop that reads will say so.
    }
  }

  private void send(CommandRequest request) throws CliException {
    try {
      channel.send(request.toFrame());
    } catch (IOException e) {
      throw refusedOrLost(e);
    }
  }

  /** Takes Leadline out of the JVM; returns when it is out. */
  void stop() throws CliException {
    try {
      channel.send(Frame.of(FrameType.STOP));
      Frame frame = channel.receive();
      if (frame.type() == FrameType.REFUSED) {
        throw new CliException("not all of it is out: " + frame.text());
      }
      frame.status();
    } catch (IOException e) {
      throw refusedOrLost(e);
    }
  }

  /** Begins a session. */
  void openShell(ShellRequest request) throws CliException {
    try {
      channel.send(request.toFrame());
    } catch (IOException e) {
      throw refusedOrLost(e);
    }
  }

  /** The terminal has another size now. */
  void resize(WindowSize window) {
    try {
      channel.send(window.toFrame());
    } catch (IOException alreadyOver) {
      // The loop that reads will say so.
    }
  }

  /** Sends every key until there are no more. */
  void copyKeyboard() {
    FileInputStream keyboard = new FileInputStream(FileDescriptor.in);
    byte[] bytes = new byte[4096];
    try {
      for (int n = keyboard.read(bytes); n >= 0; n = keyboard.read(bytes)) {
        channel.send(Frame.of(FrameType.INPUT, Arrays.copyOf(bytes, n)));
      }
      // The terminal has gone.
      channel.close();
    } catch (IOException alreadyOver) {
      // The loop that reads will say so.
    }
  }

  /** Copies what comes until the end, and returns the status. */
  int copyUntilExit() throws CliException {
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    while (true) {
      Frame frame = receive();
      try {
        switch (frame.type()) {
          case OUT -> out.write(frame.payload());
          case ERR -> err.write(frame.payload());
          case EXIT -> {
            return frame.status();
          }
          case REFUSED -> throw new CliException(ExitStatus.NOT_REACHED, frame.text());
          default -> throw new CliException(ExitStatus.NOT_REACHED, "unexpected: " + frame);
        }
      } catch (IOException readerHasGone) {
        return BROKEN_PIPE;
      }
    }
  }

  /** A JVM that refuses closes the connection, perhaps before we have sent all; it has said why. */
  private CliException refusedOrLost(IOException failure) {
    try {
      Frame frame = channel.receive(Deadline.in(LAST_WORDS));
      if (frame.type() == FrameType.REFUSED) {
        return new CliException(ExitStatus.NOT_REACHED, frame.text());
      }
    } catch (IOException saidNothing) {
      // Then the failure itself is all that is known.
    }
    return lost(failure);
  }

  private Frame receive() throws CliException {
    try {
      return channel.receive();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private static CliException lost(IOException e) {
    return new CliException(
        ExitStatus.NOT_REACHED,
        e instanceof EOFException
            ? "the connection has ended: the JVM, or Leadline in it, has stopped"
            : "the connection is lost: " + e.getMessage());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
