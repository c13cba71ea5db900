package dev.leadline.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleStoreTest {

  private static final List<String> NAMES = List.of("bundles/b.jar", "bundles/a.jar");
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path directory;

  @Test
  void unpacksInTheOrderAskedFor() throws IOException {
    try (BundleStore store = unpack(jar("one", "two"))) {
      assertThat(store.bundles())
          .map(path -> path.getFileName().toString())
          .containsExactly("b.jar", "a.jar");
      assertThat(store.bundles().get(0)).hasContent("two");
      assertThat(store.bundles().get(1)).hasContent("one");
    }
  }

  @Test
  void unpacksTheSameContentOnce() throws IOException {
    Path first;
    FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    try (BundleStore store = unpack(jar("one", "two"))) {
      first = store.bundles().get(0);
      Files.setLastModifiedTime(first, time);
    }
    try (BundleStore store = unpack(jar("one", "two"))) {
      assertThat(store.bundles().get(0)).isEqualTo(first);
      assertThat(Files.getLastModifiedTime(first)).isEqualTo(time);
    }
    try (BundleStore store = unpack(jar("one", "changed"))) {
      assertThat(store.bundles().get(0).getParent()).isNotEqualTo(first.getParent());
    }
  }

  @Test
  void bringsBackWhatACleanerTookAwayOrCut() throws IOException {
    Path first;
    try (BundleStore store = unpack(jar("one", "two"))) {
      first = store.bundles().get(0);
      Files.delete(first);
      Files.writeString(store.bundles().get(1), "");
    }
    try (BundleStore store = unpack(jar("one", "two"))) {
      assertThat(first).hasContent("two");
      assertThat(store.bundles().get(1)).hasContent("one");
      assertThat(first.getParent()).isDirectoryNotContaining("glob:**/.*");
    }
  }

  @Test
  void refusesADamagedBundleAndLeavesNoPartOfIt() throws IOException {
    Path jar = jar("one", "two, and some more of it");
    byte[] bytes = Files.readAllBytes(jar);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("some more");
    bytes[at] ^= 1;
    Files.write(jar, bytes);
    assertThatThrownBy(() -> unpack(jar))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("bundle b.jar is corrupt in " + jar);
    assertThat(directory.resolve("bundles")).isDirectoryNotContaining("glob:**/b.jar");
  }

  @Test
  void saysWhichBundleIsMissing() throws IOException {
    Path jar = jar("one", "two");
    try (JarFile file = new JarFile(jar.toFile())) {
      assertThatThrownBy(() -> BundleStore.unpack(file, List.of("bundles/c.jar"), directory, CLOCK))
          .hasMessage("bundle bundles/c.jar is missing in " + jar);
    }
  }

  @Test
  void isSweptWhenNobodyUsesItAnyMore() throws IOException {
    RunDirectory run = RunDirectory.of(directory);
    Clock later =
        Clock.fixed(Instant.now().plus(RunSweeper.KEPT_FOR).plusSeconds(60), ZoneOffset.UTC);
    Path content;
    try (BundleStore store = unpack(jar("one", "two"))) {
      content = store.bundles().get(0).getParent();
      new RunSweeper(run, later).sweep();
      assertThat(store.bundles().get(0)).exists();
    }
    new RunSweeper(run, CLOCK).sweep();
    assertThat(content).isDirectory();
    new RunSweeper(run, later).sweep();
    assertThat(content).doesNotExist();
  }

  private BundleStore unpack(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return BundleStore.unpack(file, NAMES, directory.resolve("bundles"), CLOCK);
    }
  }

  private Path jar(String a, String b) throws IOException {
    Path jar = directory.resolve("leadline.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      // So that the text is in the file as it is.
      out.setLevel(0);
      out.putNextEntry(new JarEntry("bundles/a.jar"));
      out.write(a.getBytes(StandardCharsets.UTF_8));
      out.putNextEntry(new JarEntry("bundles/b.jar"));
      out.write(b.getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }
}
