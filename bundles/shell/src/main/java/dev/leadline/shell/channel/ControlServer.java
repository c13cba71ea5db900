package dev.leadline.shell.channel;

import dev.leadline.control.ControlDirectory;
import dev.leadline.control.FrameChannel;
import dev.leadline.control.Protocol;
import dev.leadline.control.Token;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/** Listens on the control socket. */
public final class ControlServer implements AutoCloseable {

  private static final int BACKLOG = 32;
  private static final int MOST_THREADS = Clients.MOST_STRANGERS + 2 * Clients.MOST_KNOWN + 8;
  private static final Duration ACCEPT_PAUSE = Duration.ofSeconds(1);

  private final ControlDirectory directory;
  private final Token token;
  private final ServerSocketChannel socket;
  private final Work work;
  private final Duration handshakeLimit;
  private final ExecutorService threads = ControlThreads.pool("leadline-control", MOST_THREADS);
  private final Clients clients = new Clients();
  private final Thread acceptor;
  private volatile boolean closed;

  /**
   * What the server runs for its clients.
   *
   * @param commands those that run once
   * @param sessions those at a terminal
   * @param stop the end
   * @param stopWish set by what runs for a client, and seen when that has ended
   * @param audit where all of it is written down
   * @param log Leadline's own
   */
  public record Work(
      CommandRunner commands,
      SessionFactory sessions,
      PlatformStop stop,
      StopWish stopWish,
      AuditLog audit,
      System.Logger log) {}

  private ControlServer(
      ControlDirectory directory,
      Token token,
      ServerSocketChannel socket,
      Work work,
      Duration handshakeLimit) {
    this.directory = directory;
    this.token = token;
    this.socket = socket;
    this.work = work;
    this.handshakeLimit = handshakeLimit;
    this.acceptor = ControlThreads.newThread(this::accept, "leadline-control");
  }

  /**
   * Opens the socket. Whatever is in its place is taken away: the directory is that of a JVM which
   * has locked it, so it can only be left over.
   *
   * @throws IOException when it cannot; the message is a sentence that says what to do
   */
  public static ControlServer open(ControlDirectory directory, Work work) throws IOException {
    return open(directory, work, Protocol.HANDSHAKE_LIMIT);
  }

  static ControlServer open(ControlDirectory directory, Work work, Duration handshakeLimit)
      throws IOException {
    int length = directory.socketPathLength();
    if (length > ControlDirectory.LONGEST_SOCKET_PATH) {
      throw new IOException(
          "SH-001 the path of the control socket is "
              + length
              + " bytes long, and the system takes "
              + ControlDirectory.LONGEST_SOCKET_PATH
              + ": "
              + directory.socket()
              + "; set run.dir to a shorter path");
    }
    directory.delete();
    directory.create();
    Token token = directory.createToken();
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      socket.bind(UnixDomainSocketAddress.of(directory.socket()), BACKLOG);
      directory.secureSocket();
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw new IOException(
          "SH-002 the control socket " + directory.socket() + " cannot be opened: " + e, e);
    }
    ControlServer server = new ControlServer(directory, token, socket, work, handshakeLimit);
    server.acceptor.start();
    return server;
  }

  private void accept() {
    while (!closed) {
      try {
        take(socket.accept());
      } catch (IOException e) {
        if (!closed) {
          // No file descriptors, mostly. They come back, and until then there is no point in haste.
          log().log(Level.WARNING, "no client can connect: {0}", e.toString());
          pause();
        }
      } catch (RuntimeException | Error e) {
        log().log(Level.ERROR, "a client could not connect", e);
        pause();
      }
    }
  }

  private void take(SocketChannel client) throws IOException {
    String user = Peer.userOf(client);
    Connection connection = new Connection(this, FrameChannel.of(client), user);
    if (!clients.add(connection)) {
      connection.close();
      return;
    }
    try {
      threads.execute(connection);
    } catch (RejectedExecutionException busy) {
      clients.remove(connection);
      connection.close();
    }
  }

  private void pause() {
    try {
      Thread.sleep(ACCEPT_PAUSE.toMillis());
    } catch (InterruptedException e) {
      // Closed, which the loop sees.
    }
  }

  ExecutorService threads() {
    return threads;
  }

  Clients clients() {
    return clients;
  }

  Token token() {
    return token;
  }

  Duration handshakeLimit() {
    return handshakeLimit;
  }

  CommandRunner commands() {
    return work.commands();
  }

  SessionFactory sessions() {
    return work.sessions();
  }

  PlatformStop stop() {
    return work.stop();
  }

  StopWish stopWish() {
    return work.stopWish();
  }

  AuditLog audit() {
    return work.audit();
  }

  System.Logger log() {
    return work.log();
  }

  /** Cuts all clients off and takes the socket away. */
  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      log().log(Level.DEBUG, "the control socket does not close", e);
    }
    clients.close();
    threads.shutdownNow();
    acceptor.interrupt();
    try {
      Files.deleteIfExists(directory.socket());
      directory.delete();
    } catch (IOException e) {
      log().log(Level.WARNING, "the control socket cannot be deleted: {0}", e.toString());
    }
  }
}
