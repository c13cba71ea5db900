package dev.leadline.control;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Frames over a connection. One thread reads, any number write, at the same time.
 *
 * <p>Not the streams of {@code java.nio.channels.Channels}: on Java 17 those of one channel block
 * each other. And not a blocking channel: that closes when a thread that uses it is interrupted,
 * and a command is interrupted by Ctrl-C while it writes.
 */
public final class FrameChannel implements Closeable {

  private static final int HEADER = 5;

  private final SocketChannel channel;
  private final Selector readable;
  private final Object writing = new Object();
  private final ByteBuffer header = ByteBuffer.allocate(HEADER);

  /** Made when the peer is first slower than we are, under the lock of writing. */
  private volatile @Nullable Selector writable;

  private volatile boolean closed;

  private FrameChannel(SocketChannel channel, Selector readable) {
    this.channel = channel;
    this.readable = readable;
  }

  /** Takes over this connection, to close it too. */
  public static FrameChannel of(SocketChannel channel) throws IOException {
    try {
      channel.configureBlocking(false);
      Selector readable = Selector.open();
      channel.register(readable, SelectionKey.OP_READ);
      return new FrameChannel(channel, readable);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The client's first bytes. */
  public void sendPreamble() throws IOException {
    synchronized (writing) {
      write(ByteBuffer.wrap(Protocol.PREAMBLE));
    }
  }

  /** Reads the client's first bytes; anything else is an exception, after the first wrong one. */
  public void receivePreamble(Deadline deadline) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (byte expected : Protocol.PREAMBLE) {
      one.clear();
      read(one, deadline);
      if (one.get(0) != expected) {
        throw new ProtocolException("this is the control socket of Leadline; use leadline.jar");
      }
    }
  }

  /**
   * Reads a frame, however long that takes.
   *
   * @throws EOFException when the peer has closed the connection
   */
  public Frame receive() throws IOException {
    return receive(Deadline.NEVER);
  }

  /**
   * Reads a frame.
   *
   * @throws EOFException when the peer has closed the connection
   * @throws ProtocolException when it is none, or longer than its type may be: then nothing of it
   *     has been read
   * @throws InterruptedIOException when it takes longer
   */
  public Frame receive(Deadline deadline) throws IOException {
    header.clear();
    read(header, deadline);
    byte code = header.get(0);
    int length = header.getInt(1);
    FrameType type = FrameType.of(code);
    if (type == null) {
      throw new ProtocolException("there is no message of type " + (code & 0xff));
    }
    if (length < 0 || length > type.limit()) {
      throw new ProtocolException(
          "a message "
              + type
              + " of "
              + Integer.toUnsignedString(length)
              + " bytes is longer than the limit, "
              + type.limit());
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    read(payload, deadline);
    return Frame.of(type, payload.array());
  }

  /** Writes a frame, however long that takes; an interrupt waits until it is written. */
  public void send(Frame frame) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + frame.payload().length);
    bytes.put(frame.type().code()).putInt(frame.payload().length).put(frame.payload()).flip();
    synchronized (writing) {
      write(bytes);
    }
  }

  private void read(ByteBuffer target, Deadline deadline) throws IOException {
    while (target.hasRemaining()) {
      int count = channel.read(target);
      if (count < 0) {
        throw new EOFException("the connection is closed");
      }
      if (count == 0) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("the reader is told to stop");
        }
        select(readable, deadline);
      }
    }
  }

  private void write(ByteBuffer source) throws IOException {
    boolean interrupted = false;
    try {
      while (source.hasRemaining()) {
        if (channel.write(source) == 0) {
          // Select would return at once, again and again.
          interrupted |= Thread.interrupted();
          select(writable(), Deadline.NEVER);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Selector writable() throws IOException {
    Selector selector = writable;
    if (selector == null) {
      selector = Selector.open();
      channel.register(selector, SelectionKey.OP_WRITE);
      writable = selector;
    }
    return selector;
  }

  private void select(Selector selector, Deadline deadline) throws IOException {
    try {
      long millis = deadline.remainingMillis();
      if (millis < 0) {
        throw new InterruptedIOException("the peer takes too long");
      }
      selector.select(millis);
      selector.selectedKeys().clear();
      if (closed) {
        throw new ClosedChannelException();
      }
    } catch (ClosedSelectorException e) {
      throw new ClosedChannelException();
    }
  }

  /** Whoever reads or writes gets an exception, and the peer sees the end. */
  @Override
  public void close() throws IOException {
    closed = true;
    channel.close();
    // Until its selectors let go of it the connection is not really closed.
    readable.close();
    Selector other = writable;
    if (other != null) {
      other.close();
    }
  }
}
