package dev.leadline.shell.channel;

import dev.leadline.control.CommandRequest;
import dev.leadline.control.ControlDirectory;
import dev.leadline.control.Deadline;
import dev.leadline.control.Frame;
import dev.leadline.control.FrameChannel;
import dev.leadline.control.Hello;
import dev.leadline.control.Protocol;
import dev.leadline.control.Token;
import dev.leadline.control.WindowSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A client that does as it is told, good or bad. */
final class TestClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final FrameChannel channel;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private TestClient(FrameChannel channel) {
    this.channel = channel;
  }

  /** A connection as the system gives it. */
  static SocketChannel connectRaw(ControlDirectory directory) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(directory.socket()));
  }

  /** A client that has sent its first bytes. */
  static TestClient stranger(ControlDirectory directory) throws IOException {
    FrameChannel channel = FrameChannel.of(connectRaw(directory));
    channel.sendPreamble();
    return new TestClient(channel);
  }

  /** A client that has shown this token. */
  static TestClient withToken(ControlDirectory directory, Token token) throws IOException {
    return stranger(directory).send(new Hello(Protocol.VERSION, token, "test").toFrame());
  }

  /** A client that has shown the right token. */
  static TestClient of(ControlDirectory directory) throws IOException {
    return withToken(directory, Token.read(directory.token()));
  }

  TestClient send(Frame frame) throws IOException {
    channel.send(frame);
    return this;
  }

  TestClient command(String... arguments) throws IOException {
    return send(
        new CommandRequest(
                List.of(arguments), Path.of("/").toAbsolutePath(), false, WindowSize.UNKNOWN)
            .toFrame());
  }

  Frame receive() throws IOException {
    return channel.receive(Deadline.in(PATIENCE));
  }

  /** Takes all output and returns the frame after it. */
  Frame last() throws IOException {
    while (true) {
      Frame frame = receive();
      switch (frame.type()) {
        case OUT -> out.writeBytes(frame.payload());
        case ERR -> err.writeBytes(frame.payload());
        default -> {
          return frame;
        }
      }
    }
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
