package dev.leadline.shell.session;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * A stream of bytes in the platform's character set, which goes to a writer. Colours get lost on
 * the way when nobody could see them: Gogo's commands think that there always is a terminal.
 */
final class WriterStream extends OutputStream {

  private static final char ESCAPE = 0x1b;

  private final PrintWriter writer;
  private final boolean keepsColours;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(1024);
  private final CharBuffer chars = CharBuffer.allocate(1024);

  private boolean inSequence;
  private char first;

  WriterStream(PrintWriter writer, boolean keepsColours) {
    this.writer = writer;
    this.keepsColours = keepsColours;
    // Gogo's print streams write in it.
    this.decoder =
        Charset.defaultCharset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  @Override
  public synchronized void write(int value) {
    bytes.put((byte) value);
    decode(false);
  }

  @Override
  public synchronized void write(byte[] source, int offset, int length) {
    int at = offset;
    while (at < offset + length) {
      int part = Math.min(bytes.remaining(), offset + length - at);
      bytes.put(source, at, part);
      at += part;
      decode(false);
    }
  }

  private void decode(boolean isEnd) {
    bytes.flip();
    decoder.decode(bytes, chars, isEnd);
    bytes.compact();
    chars.flip();
    while (chars.hasRemaining()) {
      char c = chars.get();
      if (keepsColours || !isPartOfSequence(c)) {
        writer.append(c);
      }
    }
    chars.clear();
  }

  /** A sequence is an escape, a bracket, parameters and a letter; or an escape and one more. */
  private boolean isPartOfSequence(char c) {
    if (!inSequence) {
      inSequence = c == ESCAPE;
      first = 0;
      return inSequence;
    }
    boolean isFirst = first == 0;
    first = isFirst ? c : first;
    boolean isLast = isFirst ? c != '[' : c >= '@' && c <= '~';
    inSequence = !isLast;
    return true;
  }

  @Override
  public synchronized void flush() {
    writer.flush();
  }

  @Override
  public synchronized void close() {
    decode(true);
    flush();
  }
}
