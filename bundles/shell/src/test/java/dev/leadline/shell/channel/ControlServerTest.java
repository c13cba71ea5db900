package dev.leadline.shell.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadline.control.ControlDirectory;
import dev.leadline.control.Frame;
import dev.leadline.control.FrameType;
import dev.leadline.control.ProtocolException;
import dev.leadline.control.Token;
import dev.leadline.shell.command.Console;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlServerTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir private Path files;
  private ControlDirectory directory;
  private ControlServer server;
  private final AtomicInteger running = new AtomicInteger();
  private final CountDownLatch interrupted = new CountDownLatch(1);

  @BeforeEach
  void open() throws IOException {
    directory = ControlDirectory.in(Files.createDirectory(files.resolve("jvm-7")));
    server = open(LONG);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private ControlServer open(Duration handshakeLimit) throws IOException {
    System.Logger log = System.getLogger("test");
    return ControlServer.open(
        directory,
        new ControlServer.Work(
            this::run,
            (request, screen, audit) -> {
              throw new IOException("no sessions here");
            },
            whenOver -> whenOver.accept(""),
            new StopWish(),
            new AuditLog(files.resolve("audit.log"), Clock.systemUTC(), log),
            log),
        handshakeLimit);
  }

  /** The commands of these tests. */
  private int run(Console console, List<String> arguments) throws InterruptedException {
    switch (arguments.get(0)) {
      case "echo" -> arguments.forEach(argument -> console.out().println("<" + argument + ">"));
      case "both" -> {
        console.out().print("1");
        console.err().print("2");
        console.out().print("3");
      }
      case "status" -> {
        return Integer.parseInt(arguments.get(1));
      }
      case "wait" -> {
        running.incrementAndGet();
        while (console.pause(Duration.ofMillis(10))) {
          console.out().println("still here");
        }
        console.out().println("last words");
      }
      case "stubborn" -> {
        running.incrementAndGet();
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          interrupted.countDown();
          throw e;
        }
      }
      case "flood" -> {
        running.incrementAndGet();
        byte[] line = new byte[1000];
        java.util.Arrays.fill(line, (byte) 'x');
        for (int i = 0; i < 10_000; i++) {
          console.out().println(new String(line, StandardCharsets.US_ASCII));
        }
      }
      case "fail" -> throw new IllegalStateException("on purpose");
      default -> throw new AssertionError(arguments);
    }
    return 0;
  }

  @Test
  void handsOverArgumentsAsTheyAre() throws Exception {
    try (TestClient client = TestClient.of(directory)) {
      client.command("echo", "{", "$x", "a > b", "'\"", "", "ünï€😀", "line\nbreak", "*", "--");
      assertThat(client.last().status()).isZero();
      assertThat(client.out())
          .isEqualTo("<echo>\n<{>\n<$x>\n<a > b>\n<'\">\n<>\n<ünï€😀>\n<line\nbreak>\n<*>\n<-->\n");
    }
  }

  @Test
  void givesTheStatusBackAndKeepsTheOrderOfOutput() throws Exception {
    try (TestClient client = TestClient.of(directory)) {
      assertThat(client.command("status", "42").last().status()).isEqualTo(42);
    }
    try (TestClient client = TestClient.of(directory)) {
      client.command("both");
      List<String> order = new ArrayList<>();
      for (Frame f = client.receive(); f.type() != FrameType.EXIT; f = client.receive()) {
        order.add(f.type() + f.text());
      }
      assertThat(order).containsExactly("OUT1", "ERR2", "OUT3");
    }
  }

  @Test
  void reportsACommandThatThrows() throws Exception {
    try (TestClient client = TestClient.of(directory)) {
      assertThat(client.command("fail").last().status()).isEqualTo(1);
      assertThat(client.err()).contains("fault of Leadline").contains("on purpose");
    }
  }

  @Test
  void refusesAWrongToken() throws Exception {
    try (TestClient client = TestClient.withToken(directory, Token.create())) {
      Frame answer = client.receive();
      assertThat(answer.type()).isEqualTo(FrameType.REFUSED);
      assertThat(answer.text()).contains("token");
      assertThatThrownBy(client::receive).isInstanceOf(EOFException.class);
    }
    assertThat(audit()).contains("refused").doesNotContain("exec");
  }

  @Test
  void refusesARequestWithoutAToken() throws Exception {
    try (TestClient client = TestClient.stranger(directory).command("status", "0")) {
      assertThat(client.receive().text()).contains("HELLO");
    }
    assertThat(audit()).doesNotContain("exec");
  }

  @Test
  void refusesGarbageAtItsFirstByte() throws Exception {
    try (SocketChannel client = TestClient.connectRaw(directory)) {
      client.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(readAll(client)).contains("leadline.jar");
    }
  }

  @Test
  void refusesAMessageOfOneGigabyteBeforeItComes() throws Exception {
    try (TestClient client = TestClient.of(directory);
        SocketChannel raw = TestClient.connectRaw(directory)) {
      client.command("status", "0");
      raw.write(ByteBuffer.wrap("LEADLINE".getBytes(StandardCharsets.US_ASCII)));
      raw.write(ByteBuffer.allocate(5).put((byte) 1).putInt(1 << 30).flip());
      assertThat(readAll(raw)).contains("1073741824 bytes is longer than the limit");
      assertThat(client.last().status()).isZero();
    }
  }

  @Test
  void refusesATextThatIsNotUtf8() throws Exception {
    ByteBuffer payload = ByteBuffer.allocate(9).putInt(1).putInt(1).put((byte) 0xff);
    try (TestClient client = TestClient.of(directory)) {
      client.send(Frame.of(FrameType.COMMAND, payload.array()));
      assertThat(client.receive().text()).contains("not UTF-8");
    }
  }

  @Test
  void leavesAClientThatSaysNothing() throws Exception {
    server.close();
    server = open(SHORT);
    try (SocketChannel silent = TestClient.connectRaw(directory)) {
      assertThat(readAll(silent)).contains("within 200 ms");
    }
  }

  @Test
  void servesOthersWhileManyClientsSayNothing() throws Exception {
    List<SocketChannel> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * Clients.MOST_STRANGERS; i++) {
        silent.add(TestClient.connectRaw(directory));
      }
      try (TestClient client = TestClient.of(directory)) {
        assertThat(client.command("status", "5").last().status()).isEqualTo(5);
      }
    } finally {
      for (SocketChannel client : silent) {
        client.close();
      }
    }
  }

  @Test
  void servesOthersWhileAClientDoesNotRead() throws Exception {
    try (TestClient stalled = TestClient.of(directory).command("flood")) {
      Awaitility.await().until(() -> running.get() == 1);
      try (TestClient client = TestClient.of(directory)) {
        assertThat(client.command("status", "6").last().status()).isEqualTo(6);
      }
      // And it loses nothing once it reads.
      assertThat(stalled.last().status()).isZero();
      assertThat(stalled.out()).hasSize(10_000 * 1001);
    }
  }

  @Test
  void refusesClientsBeyondItsLimitAndSaysSo() throws Exception {
    List<TestClient> clients = new ArrayList<>();
    try {
      for (int i = 1; i <= Clients.MOST_KNOWN; i++) {
        clients.add(TestClient.of(directory).command("wait"));
        int expected = i;
        Awaitility.await().until(() -> running.get() == expected);
      }
      try (TestClient late = TestClient.of(directory)) {
        assertThat(late.last().text()).contains("16 clients are connected already");
      }
      clients.remove(0).close();
      Awaitility.await()
          .untilAsserted(
              () -> {
                try (TestClient next = TestClient.of(directory)) {
                  assertThat(next.command("status", "0").last().type()).isEqualTo(FrameType.EXIT);
                }
              });
    } finally {
      for (TestClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void letsACommandSayItsLastWordsAtCtrlC() throws Exception {
    try (TestClient client = TestClient.of(directory).command("wait")) {
      assertThat(client.receive().text()).startsWith("still here");
      client.send(Frame.of(FrameType.INTERRUPT));
      assertThat(client.last().status()).isZero();
      assertThat(client.out()).endsWith("last words\n");
    }
  }

  @Test
  void interruptsACommandAtTheSecondCtrlC() throws Exception {
    try (TestClient client = TestClient.of(directory).command("stubborn")) {
      Awaitility.await().until(() -> running.get() == 1);
      client.send(Frame.of(FrameType.INTERRUPT)).send(Frame.of(FrameType.INTERRUPT));
      assertThat(client.last().status()).isEqualTo(130);
    }
  }

  @Test
  void interruptsACommandWhoseClientHasGone() throws Exception {
    TestClient client = TestClient.of(directory).command("stubborn");
    Awaitility.await().until(() -> running.get() == 1);
    client.close();
    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void refusesInputThatNoCommandAskedFor() throws Exception {
    try (TestClient client = TestClient.of(directory).command("wait")) {
      client.send(Frame.of(FrameType.INPUT, new byte[10]));
      assertThat(client.last().text()).contains("while a command runs");
    }
  }

  @Test
  void keepsEverythingForItsUserAlone() throws Exception {
    assertThat(mode(directory.path())).isEqualTo("rwx------");
    assertThat(mode(directory.socket())).isEqualTo("rw-------");
    assertThat(mode(directory.token())).isEqualTo("rw-------");
    try (TestClient client = TestClient.of(directory)) {
      client.command("status", "0").last();
    }
    assertThat(mode(files.resolve("audit.log"))).isEqualTo("rw-------");
  }

  @Test
  void closesADirectoryThatSomebodyHasOpened() throws Exception {
    server.close();
    Files.createDirectories(directory.path());
    Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
    server = open(LONG);
    assertThat(mode(directory.path())).isEqualTo("rwx------");
  }

  @Test
  void takesThePlaceOfWhatADeadJvmLeftBehind() throws Exception {
    server.close();
    directory.create();
    Files.writeString(directory.socket(), "left over");
    Files.writeString(directory.token(), "left over");
    server = open(LONG);
    try (TestClient client = TestClient.of(directory)) {
      assertThat(client.command("status", "3").last().status()).isEqualTo(3);
    }
  }

  @Test
  void saysWhatToDoWhenThePathIsTooLong() throws Exception {
    Path deep = Files.createDirectories(files.resolve("d".repeat(120)).resolve("jvm-7"));
    assertThatThrownBy(
            () ->
                ControlServer.open(
                    ControlDirectory.in(deep),
                    new ControlServer.Work(
                        null, null, null, new StopWish(), null, System.getLogger("test"))))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("SH-001")
        .hasMessageContaining("bytes long")
        .hasMessageContaining("set run.dir");
  }

  @Test
  void leavesNothingWhenItCloses() throws Exception {
    try (TestClient client = TestClient.of(directory).command("wait")) {
      Awaitility.await().until(() -> running.get() == 1);
      server.close();
      assertThatThrownBy(client::last).isInstanceOf(IOException.class);
    }
    assertThat(directory.path()).doesNotExist();
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("leadline-control")));
  }

  @Test
  void usesDaemonThreadsOfTheSystemsGroup() throws Exception {
    try (TestClient client = TestClient.of(directory)) {
      client.command("wait");
      Awaitility.await().until(() -> running.get() == 1);
      Stream<Thread> ours =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("leadline-control"));
      assertThat(ours)
          .hasSizeGreaterThanOrEqualTo(3)
          .allSatisfy(
              thread -> {
                assertThat(thread.isDaemon()).isTrue();
                assertThat(thread.getThreadGroup().getParent()).isNull();
              });
    }
  }

  @Test
  void writesWhoDidWhatAndHowItEnded() throws Exception {
    try (TestClient client = TestClient.of(directory)) {
      client.command("status", "9", "two\nlines", "it's").last();
    }
    String user = System.getProperty("user.name");
    assertThat(audit())
        .matches(
            "(?s)\\S+Z #1 "
                + user
                + " \\(test\\) exec status 9 'two\\\\u000alines' 'it'\\\\''s'\n"
                + "\\S+Z #1 status 9 after \\d+ ms\n");
  }

  @Test
  void refusesACommandThatIsTooLong() {
    assertThatThrownBy(
            () -> {
              try (TestClient client = TestClient.of(directory)) {
                client.command("x".repeat(3 << 20));
              }
            })
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("the limit is 2097152");
  }

  private static String readAll(SocketChannel client) {
    ByteBuffer answer = ByteBuffer.allocate(1000);
    try {
      while (client.read(answer) > 0) {}
    } catch (IOException reset) {
      // The server has not read all that was sent, and never will.
    }
    return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
  }

  private String audit() throws IOException {
    return Files.readString(files.resolve("audit.log"));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
