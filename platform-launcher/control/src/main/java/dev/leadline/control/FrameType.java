package dev.leadline.control;

import org.jspecify.annotations.Nullable;

/** What a frame means. */
public enum FrameType {
  /** Client: {@link Hello}. */
  HELLO(1, Protocol.FRAME_LIMIT),
  /** Client: a {@link CommandRequest}. */
  COMMAND(2, Protocol.REQUEST_LIMIT),
  /** Client: a {@link ShellRequest}. */
  SHELL(3, Protocol.FRAME_LIMIT),
  /** Client: end Leadline in this JVM. No payload. */
  STOP(4, 0),
  /** Client, in a session: bytes of the keyboard. */
  INPUT(5, Protocol.FRAME_LIMIT),
  /** Client, in a session: a {@link WindowSize}. */
  RESIZE(6, 8),
  /** Client, while a command runs: the person has pressed Ctrl-C. No payload. */
  INTERRUPT(7, 0),
  /** Server: bytes for standard output. */
  OUT(16, Protocol.FRAME_LIMIT),
  /** Server: bytes for standard error. */
  ERR(17, Protocol.FRAME_LIMIT),
  /** Server: the exit status, in four bytes; the last frame. */
  EXIT(18, 4),
  /** Server: why it will not; the last frame. */
  REFUSED(19, Protocol.FRAME_LIMIT);

  private final byte code;
  private final int limit;

  FrameType(int code, int limit) {
    this.code = (byte) code;
    this.limit = limit;
  }

  byte code() {
    return code;
  }

  /** The longest payload, in bytes. */
  public int limit() {
    return limit;
  }

  static @Nullable FrameType of(byte code) {
    for (FrameType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }
}
