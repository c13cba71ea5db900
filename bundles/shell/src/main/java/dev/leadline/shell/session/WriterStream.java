package dev.leadline.shell.session;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/** A stream of bytes in the platform's character set, which goes to a writer. */
final class WriterStream extends OutputStream {

  private final PrintWriter writer;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(1024);
  private final CharBuffer chars = CharBuffer.allocate(1024);

  WriterStream(PrintWriter writer) {
    this.writer = writer;
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
    writer.append(chars);
    chars.clear();
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
