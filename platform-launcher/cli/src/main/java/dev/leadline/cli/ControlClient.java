package dev.leadline.cli;

import dev.leadline.control.CommandRequest;
import dev.leadline.control.ControlDirectory;
import dev.leadline.control.Frame;
import dev.leadline.control.FrameChannel;
import dev.leadline.control.Hello;
import dev.leadline.control.Protocol;
import dev.leadline.control.Token;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** A connection to the shell of a JVM. */
final class ControlClient implements AutoCloseable {

  /** As a POSIX shell says it of a program whose reader has gone. */
  private static final int BROKEN_PIPE = 141;

  private final FrameChannel channel;

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
    try {
      channel.send(request.toFrame());
    } catch (IOException e) {
      throw lost(e);
    }
    return copyUntilExit();
  }

  private int copyUntilExit() throws CliException {
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
