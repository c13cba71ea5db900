package dev.leadline.control;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Numbers that both sides agree on. */
public final class Protocol {

  /** A change that an older peer would misread makes it another. */
  public static final int VERSION = 1;

  /** Sent first, so that a stray client is known by its first bytes. */
  static final byte[] PREAMBLE = "LEADLINE".getBytes(StandardCharsets.US_ASCII);

  /**
   * The longest payload of a request, in bytes: a tracepoint document of its largest size, and then
   * some.
   */
  public static final int REQUEST_LIMIT = 2 << 20;

  /** The longest payload of any other frame, in bytes. */
  public static final int FRAME_LIMIT = 64 << 10;

  /** From the connection to the end of the request. */
  public static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(5);

  /** The most arguments that a command may have. */
  static final int ARGUMENTS_LIMIT = 10_000;

  private Protocol() {}
}
