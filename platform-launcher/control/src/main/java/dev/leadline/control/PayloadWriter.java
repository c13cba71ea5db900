package dev.leadline.control;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Puts payloads together: numbers in four bytes, texts as their length and UTF-8. */
final class PayloadWriter {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PayloadWriter number(int value) {
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
    return this;
  }

  PayloadWriter text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  PayloadWriter bytes(byte[] value) {
    number(value.length);
    bytes.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
