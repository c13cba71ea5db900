package dev.leadline.packer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class AgentJarPackerTest {

  private static final byte[] TEXT = "text text text text text text text".getBytes(UTF_8);

  @Test
  void classesAreStoredAndBundlesCompressedAsAWhole() throws IOException {
    byte[] packed = new AgentJarPacker().pack(jar());

    assertThat(methods(packed))
        .containsEntry("META-INF/MANIFEST.MF", ZipEntry.DEFLATED)
        .containsEntry("isolated/a/B.classdata", ZipEntry.STORED)
        .containsEntry("bundles/", ZipEntry.STORED)
        .containsEntry("bundles/b.jar", ZipEntry.DEFLATED)
        .containsEntry("bundles/bundles.list", ZipEntry.DEFLATED);
    byte[] bundle = JarFormat.read(packed).get("bundles/b.jar");
    assertThat(methods(bundle)).containsEntry("c/D.class", ZipEntry.STORED);
    assertThat(JarFormat.read(bundle)).containsEntry("c/D.class", TEXT);
    assertThat(JarFormat.read(packed)).containsEntry("isolated/a/B.classdata", TEXT);
  }

  @Test
  void packingTwiceChangesNothing() throws IOException {
    byte[] packed = new AgentJarPacker().pack(jar());
    assertThat(new AgentJarPacker().pack(packed)).isEqualTo(packed);
  }

  @Test
  void timesAreKnownWithoutATimeZone() throws IOException {
    try (ZipInputStream in =
        new ZipInputStream(new ByteArrayInputStream(new AgentJarPacker().pack(jar())))) {
      assertThat(in.getNextEntry().getLastModifiedTime())
          .isEqualTo(FileTime.from(Instant.parse("2000-01-01T00:00:00Z")));
    }
  }

  private static byte[] jar() throws IOException {
    byte[] bundle = JarFormat.write(Map.of("c/D.class", TEXT), name -> true);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("META-INF/MANIFEST.MF", TEXT);
    entries.put("bundles/", new byte[0]);
    entries.put("bundles/b.jar", bundle);
    entries.put("bundles/bundles.list", TEXT);
    entries.put("isolated/a/B.classdata", TEXT);
    return JarFormat.write(entries, name -> true);
  }

  private static Map<String, Integer> methods(byte[] jar) throws IOException {
    Map<String, Integer> methods = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        methods.put(entry.getName(), entry.getMethod());
      }
    }
    return methods;
  }
}
