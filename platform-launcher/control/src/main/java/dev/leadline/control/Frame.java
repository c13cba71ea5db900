package dev.leadline.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One message.
 *
 * @param type what it means
 * @param payload not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; nobody compares frames
public record Frame(FrameType type, byte[] payload) {

  public Frame {
    if (payload.length > type.limit()) {
      throw new IllegalArgumentException(
          type + " of " + payload.length + " bytes; the limit is " + type.limit());
    }
  }

  public static Frame of(FrameType type, byte[] payload) {
    return new Frame(type, payload);
  }

  /** A frame without payload. */
  public static Frame of(FrameType type) {
    return new Frame(type, new byte[0]);
  }

  /** The end of a command. */
  public static Frame exit(int status) {
    return new Frame(FrameType.EXIT, ByteBuffer.allocate(4).putInt(status).array());
  }

  /** A refusal; the reason is a sentence for a person. */
  public static Frame refused(String reason) {
    return new Frame(FrameType.REFUSED, reason.getBytes(StandardCharsets.UTF_8));
  }

  /** The payload as a text. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** The status of an {@code EXIT}. */
  public int status() throws ProtocolException {
    if (type != FrameType.EXIT || payload.length != 4) {
      throw new ProtocolException("an exit status was expected, not " + this);
    }
    return ByteBuffer.wrap(payload).getInt();
  }

  @Override
  public String toString() {
    return type + " of " + payload.length + " bytes";
  }
}
