package dev.leadline.shell.channel;

import dev.leadline.control.Frame;
import dev.leadline.control.FrameChannel;
import dev.leadline.control.FrameType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Sends bytes as frames: when some have gathered, and when flushed. Safe on any thread. */
final class FrameOutputStream extends OutputStream {

  private static final int GATHERED = 8192;

  private final FrameChannel channel;
  private final FrameType type;
  private final byte[] bytes = new byte[GATHERED];
  private int count;

  FrameOutputStream(FrameChannel channel, FrameType type) {
    this.channel = channel;
    this.type = type;
  }

  @Override
  public synchronized void write(int value) throws IOException {
    if (count == bytes.length) {
      flush();
    }
    bytes[count++] = (byte) value;
  }

  @Override
  public synchronized void write(byte[] source, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      if (count == bytes.length) {
        flush();
      }
      int part = Math.min(left, bytes.length - count);
      System.arraycopy(source, at, bytes, count, part);
      count += part;
      at += part;
      left -= part;
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    if (count > 0) {
      Frame frame = Frame.of(type, Arrays.copyOf(bytes, count));
      count = 0;
      channel.send(frame);
    }
  }
}
