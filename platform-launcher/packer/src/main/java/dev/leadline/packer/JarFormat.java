package dev.leadline.packer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Jars as their entries, in their order. What is written depends on nothing else. */
final class JarFormat {

  /** Of all entries: a build that is made again is to be the same. */
  private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  /**
   * The same once more, in UTC: the "extended timestamp" of Info-ZIP, four bytes with the seconds.
   * Without it, who asks for an entry's time needs the default time zone, and the framework asks.
   */
  private static final byte[] EXTENDED_TIME = extendedTime();

  private static byte[] extendedTime() {
    return ByteBuffer.allocate(9)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 0x5455)
        .putShort((short) 5)
        .put((byte) 1)
        .putInt((int) TIME.toEpochSecond(ZoneOffset.UTC))
        .array();
  }

  private JarFormat() {}

  static Map<String, byte[]> read(byte[] jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  /**
   * @param isCompressed of an entry's name
   */
  static byte[] write(Map<String, byte[]> entries, Predicate<String> isCompressed)
      throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(jar)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        byte[] content = each.getValue();
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setTimeLocal(TIME);
        entry.setExtra(EXTENDED_TIME);
        if (content.length > 0 && isCompressed.test(each.getKey())) {
          entry.setMethod(ZipEntry.DEFLATED);
        } else {
          CRC32 checksum = new CRC32();
          checksum.update(content);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(content.length);
          entry.setCrc(checksum.getValue());
        }
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
      }
    }
    return jar.toByteArray();
  }
}
