package dev.leadline.provider.otel.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Renames packages in a class file. All names of classes, in descriptors and signatures too, are
 * texts of its constant pool (JVMS 4.4), so that nothing else has to change.
 */
final class ConstantPoolRenamer {

  private ConstantPoolRenamer() {}

  /**
   * The class with other names.
   *
   * @param from with slashes, and one at its end
   */
  static byte[] rename(byte[] classFile, String from, String to) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length + 1024);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(in.readInt());
    out.writeInt(in.readInt());
    int count = in.readUnsignedShort();
    out.writeShort(count);
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      if (tag == 1) {
        out.writeUTF(in.readUTF().replace(from, to));
      } else {
        out.write(in.readNBytes(sizeOf(tag)));
      }
      if (tag == 5 || tag == 6) {
        // A long or double takes up two entries.
        i++;
      }
    }
    out.write(in.readAllBytes());
    return bytes.toByteArray();
  }

  /** Bytes of an entry after its tag. */
  private static int sizeOf(int tag) throws IOException {
    return switch (tag) {
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
      case 5, 6 -> 8;
      default -> throw new IOException("unknown entry in a constant pool: " + tag);
    };
  }
}
