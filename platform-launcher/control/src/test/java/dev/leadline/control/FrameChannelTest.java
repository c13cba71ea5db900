package dev.leadline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FrameChannelTest {

  private static final byte[] LARGE = new byte[FrameType.OUT.limit()];

  @TempDir private Path directory;
  private FrameChannel one;
  private FrameChannel other;

  @BeforeEach
  void connect() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      one = FrameChannel.of(SocketChannel.open(address));
      other = FrameChannel.of(server.accept());
    }
  }

  @AfterEach
  void close() throws IOException {
    one.close();
    other.close();
  }

  @Test
  void carriesFramesBothWaysAtOnce() throws Exception {
    int count = 200;
    // A thread each: the JDK's common pool may have one for all of them.
    Executor threads = step -> new Thread(step).start();
    CompletableFuture<Void> here = CompletableFuture.runAsync(() -> sendMany(one, count), threads);
    CompletableFuture<Void> there =
        CompletableFuture.runAsync(() -> sendMany(other, count), threads);
    CompletableFuture<Integer> got =
        CompletableFuture.supplyAsync(() -> receiveMany(one, count), threads);
    assertThat(receiveMany(other, count)).isEqualTo(count * LARGE.length);
    assertThat(got.get()).isEqualTo(count * LARGE.length);
    here.get();
    there.get();
  }

  @Test
  void finishesAFrameWhoseWriterIsInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread writer =
        new Thread(
            () -> {
              begun.countDown();
              sendMany(one, 100);
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    writer.start();
    begun.await();
    writer.interrupt();
    assertThat(receiveMany(other, 100)).isEqualTo(100 * LARGE.length);
    assertThat(interrupted.get()).isTrue();
    one.send(Frame.exit(7));
    assertThat(other.receive().status()).isEqualTo(7);
  }

  @Test
  void endsAReaderThatWaitsWhenEitherSideCloses() throws Exception {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                one.receive();
              } catch (IOException e) {
                end.complete(e);
              }
            });
    reader.start();
    one.close();
    assertThat(end.get()).isInstanceOf(IOException.class);
    assertThatThrownBy(other::receive).isInstanceOf(EOFException.class);
  }

  @Test
  void endsAWriterThatWaitsWhenItCloses() throws Exception {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < 1000; i++) {
                  one.send(Frame.of(FrameType.OUT, LARGE));
                  begun.countDown();
                }
              } catch (IOException e) {
                end.complete(e);
              }
            });
    writer.start();
    begun.await();
    one.close();
    assertThat(end.get()).isInstanceOf(IOException.class);
  }

  @Test
  void waitsNoLongerThanItsDeadline() {
    assertThatThrownBy(() -> one.receive(Deadline.in(Duration.ofMillis(50))))
        .isInstanceOf(InterruptedIOException.class);
  }

  @Test
  void readsBackWhatItWrites() throws Exception {
    Token token = Token.create();
    one.send(new Hello(Protocol.VERSION, token, "me").toFrame());
    CommandRequest command =
        new CommandRequest(
            List.of("tp:add", "", "ünï€😀", "{ $x > y"),
            Path.of("/a b"),
            true,
            new WindowSize(80, 24));
    one.send(command.toFrame());
    ShellRequest shell = new ShellRequest("xterm-256color", Path.of("/"), new WindowSize(1, 2));
    one.send(shell.toFrame());
    Hello hello = Hello.of(other.receive());
    assertThat(hello.token().matches(token)).isTrue();
    assertThat(hello.client()).isEqualTo("me");
    assertThat(CommandRequest.of(other.receive())).isEqualTo(command);
    assertThat(ShellRequest.of(other.receive())).isEqualTo(shell);
  }

  @Test
  void refusesATerminalThatIsAPath() {
    ShellRequest shell = new ShellRequest("../../x", Path.of("/"), WindowSize.UNKNOWN);
    assertThatThrownBy(() -> ShellRequest.of(shell.toFrame()))
        .isInstanceOf(ProtocolException.class);
  }

  private static void sendMany(FrameChannel channel, int count) {
    try {
      for (int i = 0; i < count; i++) {
        channel.send(Frame.of(FrameType.OUT, LARGE));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int receiveMany(FrameChannel channel, int count) {
    int bytes = 0;
    try {
      for (int i = 0; i < count; i++) {
        bytes += channel.receive().payload().length;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes;
  }
}
