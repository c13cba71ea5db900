package dev.leadline.core.instrumentation.classfile;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks the bytes of one class file (JVMS 4.1). Not thread-safe; used once. */
final class ClassFileCursor {

  private static final int MAGIC = 0xCAFEBABE;
  private static final int UTF8 = 1;

  private final byte[] bytes;
  private final int[] constants;
  private int position;

  ClassFileCursor(byte[] bytes) {
    this.bytes = bytes;
    if (intAt(0) != MAGIC) {
      throw new IllegalArgumentException("not a class file");
    }
    constants = new int[shortAt(8)];
    position = 10;
    walkConstants();
  }

  ClassFileSummary summary() {
    int access = shortAt(position);
    String name = utf8(shortAt(constants[shortAt(position + 2)] + 1));
    position += 6;
    position += 2 + 2 * shortAt(position);
    skipMembers();
    skipMembers();
    @Nullable String sourceFile = null;
    @Nullable String debugExtension = null;
    int attributes = shortAt(position);
    position += 2;
    for (int i = 0; i < attributes; i++) {
      int length = intAt(position + 2);
      int nameOffset = constants[shortAt(position)];
      if (is(nameOffset, "SourceFile")) {
        sourceFile = utf8(shortAt(position + 6));
      } else if (is(nameOffset, "SourceDebugExtension")) {
        debugExtension = new String(bytes, position + 6, length, StandardCharsets.UTF_8);
      }
      skip(6, length);
    }
    return new ClassFileSummary(
        name,
        shortAt(6),
        access,
        Optional.ofNullable(sourceFile),
        Optional.ofNullable(debugExtension));
  }

  private void walkConstants() {
    for (int i = 1; i < constants.length; i++) {
      constants[i] = position;
      switch (bytes[position]) {
        case UTF8 -> position += 3 + shortAt(position + 1);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> position += 5;
        case 5, 6 -> {
          // A long or double takes two entries.
          position += 9;
          i++;
        }
        case 7, 8, 16, 19, 20 -> position += 3;
        case 15 -> position += 4;
        default -> throw new IllegalArgumentException("unknown constant: " + bytes[position]);
      }
    }
  }

  private void skipMembers() {
    int count = shortAt(position);
    position += 2;
    for (int i = 0; i < count; i++) {
      int attributes = shortAt(position + 6);
      position += 8;
      for (int a = 0; a < attributes; a++) {
        skip(6, intAt(position + 2));
      }
    }
  }

  private void skip(int header, int length) {
    if (length < 0 || length > bytes.length - position - header) {
      throw new IllegalArgumentException("attribute longer than the file: " + length);
    }
    position += header + length;
  }

  private boolean is(int utf8Offset, String ascii) {
    if (shortAt(utf8Offset + 1) != ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[utf8Offset + 3 + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Modified UTF-8 (JVMS 4.4.7), which the JDK's own decoders do not know. */
  private String utf8(int constant) {
    int offset = constants[constant];
    if (bytes[offset] != UTF8) {
      throw new IllegalArgumentException("not a string constant: " + constant);
    }
    int length = shortAt(offset + 1);
    int from = offset + 3;
    int end = from + length;
    char[] text = new char[length];
    int count = 0;
    while (from < end) {
      int b = bytes[from] & 0xFF;
      if (b < 0x80) {
        text[count++] = (char) b;
        from++;
      } else if (b < 0xE0) {
        text[count++] = (char) ((b & 0x1F) << 6 | (bytes[from + 1] & 0x3F));
        from += 2;
      } else {
        text[count++] =
            (char) ((b & 0x0F) << 12 | (bytes[from + 1] & 0x3F) << 6 | (bytes[from + 2] & 0x3F));
        from += 3;
      }
    }
    return new String(text, 0, count);
  }

  private int shortAt(int offset) {
    return (bytes[offset] & 0xFF) << 8 | (bytes[offset + 1] & 0xFF);
  }

  private int intAt(int offset) {
    return shortAt(offset) << 16 | shortAt(offset + 2);
  }
}
