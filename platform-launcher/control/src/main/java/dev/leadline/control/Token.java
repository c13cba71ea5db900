package dev.leadline.control;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * 256 random bits that a client has to know: proof that it could read a file that is the user's
 * alone. Kept as hexadecimal text.
 */
public final class Token {

  private static final int BYTES = 32;
  private static final Path RANDOM = Path.of("/dev/urandom");

  private final byte[] bytes;

  private Token(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A new one. From the system's own source where there is one: {@code SecureRandom} would settle
   * the security providers of the JVM before its application can.
   */
  public static Token create() throws IOException {
    if (Files.exists(RANDOM)) {
      try (InputStream in = new FileInputStream(RANDOM.toFile())) {
        byte[] bytes = in.readNBytes(BYTES);
        if (bytes.length == BYTES) {
          return new Token(bytes);
        }
      }
    }
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Token(bytes);
  }

  /** Reads one from its file. */
  public static Token read(Path file) throws IOException {
    // A little more than a token is enough to see that it is none.
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(4 * BYTES), java.nio.charset.StandardCharsets.UTF_8).trim();
    }
    try {
      return of(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException | ProtocolException e) {
      throw new IOException(file + " does not hold a token");
    }
  }

  static Token of(byte[] bytes) throws ProtocolException {
    if (bytes.length != BYTES) {
      throw new ProtocolException("a token has " + BYTES + " bytes, not " + bytes.length);
    }
    return new Token(bytes.clone());
  }

  byte[] bytes() {
    return bytes.clone();
  }

  String toText() {
    return HexFormat.of().formatHex(bytes) + "\n";
  }

  /** In a time that does not tell how much of it is right. */
  public boolean matches(Token other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }

  /** Not the token, which must not get into a log. */
  @Override
  public String toString() {
    return "token";
  }
}
