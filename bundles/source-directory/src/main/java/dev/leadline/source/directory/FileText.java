package dev.leadline.source.directory;

import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.problem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The text of a file, as far as it can be had. */
sealed interface FileText {

  /**
   * Bytes that are read at most: one more than a document may have, so that a file that is too
   * large is seen to be.
   */
  int MAX_BYTES = (1 << 20) + 1;

  /** What is there, in short: equal digests mean that nothing has changed. */
  String digest();

  /** The file's text. */
  record Text(String text, String digest) implements FileText {}

  /** The file is there, and its text cannot be had. */
  record Unreadable(Problem problem) implements FileText {
    @Override
    public String digest() {
      return problem.toString();
    }
  }

  /** The file is gone. */
  record Gone() implements FileText {
    @Override
    public String digest() {
      return "";
    }
  }

  static FileText read(Path file) {
    String name = file.getFileName().toString();
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES);
    } catch (NoSuchFileException e) {
      return new Gone();
    } catch (IOException e) {
      return new Unreadable(
          new Problem(
              "TP-070",
              Severity.ERROR,
              new Place(name, "", 0, 0),
              "",
              "the file cannot be read: " + e,
              "look at its permissions"));
    }
    return decode(name, bytes);
  }

  private static FileText decode(String name, byte[] bytes) {
    CharsetDecoder decoder = charset(bytes).newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    out.flip();
    boolean cutOff = bytes.length == MAX_BYTES; // perhaps inside a character; too large anyway
    if (result.isError() && !cutOff) {
      return new Unreadable(notUtf8(name, out.toString(), bytes[in.position()]));
    }
    return new Text(out.toString(), digest(bytes));
  }

  /** UTF-8, or what a byte order mark says, as Windows tools write it. */
  private static Charset charset(byte[] bytes) {
    boolean marked =
        bytes.length >= 2
            && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
    return marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  private static Problem notUtf8(String name, String before, byte offending) {
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column = before.length() - before.lastIndexOf('\n');
    return new Problem(
        "TP-071",
        Severity.ERROR,
        new Place(name, "", line, column),
        "byte 0x" + HexFormat.of().withUpperCase().toHexDigits(offending),
        "the file is not UTF-8",
        "save it as UTF-8");
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
