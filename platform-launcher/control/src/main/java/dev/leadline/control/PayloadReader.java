package dev.leadline.control;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads what {@link PayloadWriter} writes, and believes nothing of it. */
final class PayloadReader {

  private final ByteBuffer bytes;

  PayloadReader(byte[] payload) {
    this.bytes = ByteBuffer.wrap(payload);
  }

  int number() throws ProtocolException {
    if (bytes.remaining() < 4) {
      throw new ProtocolException("a message ends in the middle of a number");
    }
    return bytes.getInt();
  }

  /** A number in this range. */
  int number(int least, int most, String what) throws ProtocolException {
    int value = number();
    if (value < least || value > most) {
      throw new ProtocolException(
          what + " is " + value + ", which is not between " + least + " and " + most);
    }
    return value;
  }

  String text() throws ProtocolException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolException("a text is not UTF-8");
    }
  }

  byte[] bytes() throws ProtocolException {
    int length = number();
    if (length < 0 || length > bytes.remaining()) {
      throw new ProtocolException("a length in a message points beyond its end");
    }
    byte[] value = new byte[length];
    bytes.get(value);
    return value;
  }

  void end() throws ProtocolException {
    if (bytes.hasRemaining()) {
      throw new ProtocolException("a message goes on after its end");
    }
  }
}
