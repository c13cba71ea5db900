package dev.leadline.source.directory;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.format.JsonTracepointFormat;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.testkit.logging.RecordingLogger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourceTest {
  @TempDir private Path temporary;

  private final RecordingRegistry registry = new RecordingRegistry();
  private final RecordingLogger log = new RecordingLogger();
  private final SetClock clock = new SetClock();
  private final Map<Path, String> untrusted = new HashMap<>();
  private Path directory;
  private DirectorySource source;

  @BeforeEach
  void makeSource() throws IOException {
    directory = Files.createDirectory(temporary.resolve("tracepoints"));
    source = source();
  }

  @Test
  void declaresEachFileUnderItsOwnOriginAtTheFirstScan() throws IOException {
    write("a.json", tracepoint("a"));
    write("b.json", "[" + tracepoint("b1") + "," + tracepoint("b2") + "]");

    source.scan();

    assertThat(registry.ids())
        .isEqualTo(Map.of("file:a.json", List.of("a"), "file:b.json", List.of("b1", "b2")));
  }

  @Test
  void ignoresOtherFilesHiddenFilesAndDirectories() throws IOException {
    write("a.json.tmp", tracepoint("a"));
    write("a.txt", tracepoint("b"));
    write(".a.json", tracepoint("c"));
    Files.createDirectory(directory.resolve("d.json"));
    Files.createSymbolicLink(directory.resolve("e.json"), directory.resolve("nowhere"));

    source.scan();
    source.scan();

    assertThat(registry.calls).isEmpty();
    assertThat(log.take()).isEmpty();
  }

  @Test
  void declaresNothingAgainWhenNothingChanged() throws IOException {
    write("a.json", tracepoint("a"));
    source.scan();
    Files.setLastModifiedTime(
        directory.resolve("a.json"), FileTime.from(clock.instant().plusSeconds(30)));

    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofSeconds(10));
      source.scan();
    }

    assertThat(registry.calls).containsExactly("declare file:a.json");
  }

  @Test
  void takesUpAddedAndEditedFiles() throws IOException {
    source.scan();
    write("a.json", tracepoint("a"));
    source.scan();
    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("a")));

    write("a.json", tracepoint("edited"));
    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("edited")));
  }

  @Test
  void seesAnEditThatLeavesSizeAndTimeAsTheyWere() throws IOException {
    FileTime time = FileTime.from(clock.instant());
    write("a.json", tracepoint("a"));
    Files.setLastModifiedTime(directory.resolve("a.json"), time);
    source.scan();

    write("a.json", tracepoint("b"));
    Files.setLastModifiedTime(directory.resolve("a.json"), time);
    clock.advance(Duration.ofSeconds(1));
    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("b")));
  }

  @Test
  void withdrawsADeletedFileAtTheSecondScanWithoutIt() throws IOException {
    write("a.json", tracepoint("a"));
    source.scan();
    Files.delete(directory.resolve("a.json"));

    source.scan();
    assertThat(registry.ids()).containsKey("file:a.json");
    source.scan();

    assertThat(registry.ids()).isEmpty();
    assertThat(log.take()).contains("INFO a.json is gone, its tracepoints are withdrawn");
  }

  @Test
  void keepsAFileThatAnEditorPutsAsideForAMoment() throws IOException {
    write("a.json", tracepoint("a"));
    source.scan();
    Path file = directory.resolve("a.json");
    Path aside = directory.resolve("a.json~");

    Files.move(file, aside);
    source.scan();
    Files.move(aside, file);
    source.scan();
    source.scan();

    assertThat(registry.calls).doesNotContain("withdraw file:a.json");
  }

  @Test
  void takesUpAFileThatIsRenamedIntoPlace() throws IOException {
    write("a.json", tracepoint("a"));
    source.scan();
    write("a.json.tmp", tracepoint("b"));
    Files.move(
        directory.resolve("a.json.tmp"),
        directory.resolve("a.json"),
        ATOMIC_MOVE,
        REPLACE_EXISTING);

    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("b")));
  }

  @Test
  void saysNothingOfAFileThatIsStillBeingWritten() throws IOException {
    String text = tracepoint("a");
    for (int length = 0; length < text.length(); length += 20) {
      write("a.json", text.substring(0, length));
      source.scan();
    }
    assertThat(registry.calls).isEmpty();
    write("a.json", text);

    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("a")));
    assertThat(log.take()).containsExactly("INFO a.json: tracepoints declared: 1");
  }

  @Test
  void reportsABadFileOnceWithLineAndColumnAndKeepsItsLastGoodVersion() throws IOException {
    write("a.json", tracepoint("a"));
    source.scan();
    log.take();
    write("a.json", "{\n  \"path\": oops\n}");

    for (int i = 0; i < 5; i++) {
      source.scan();
    }

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("a")));
    assertThat(registry.codes("file:a.json")).containsExactly("TP-002");
    List<String> lines = log.take();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("ERROR a.json cannot be used; its last good version stays in force");
    assertThat(lines.get(1)).startsWith("ERROR TP-002 a.json:2:11");
  }

  @Test
  void takesUpAMendedFile() throws IOException {
    write("a.json", "{");
    source.scan();
    source.scan();
    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of()));
    assertThat(log.take()).anyMatch(line -> line.startsWith("ERROR TP-002 a.json:1:"));

    write("a.json", tracepoint("a"));
    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("a")));
    assertThat(registry.codes("file:a.json")).isEmpty();
    assertThat(log.take()).containsExactly("INFO a.json: tracepoints declared: 1");
  }

  @Test
  void keepsTheLastGoodVersionWhenNothingOfTheNewOneCanBeInForce() throws IOException {
    write("a.json", tracepoint("a"));
    source.scan();
    write("a.json", tracepoint("a").replace("\"lineNumber\":1", "\"lineNumber\":\"x\""));

    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("a")));
    assertThat(registry.codes("file:a.json")).containsExactly("TP-014");
  }

  @Test
  void takesTheGoodTracepointsOfAFileThatHasABadOneToo() throws IOException {
    write("a.json", "[" + tracepoint("a") + ", {}, " + tracepoint("b") + "]");

    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("a", "b")));
    assertThat(registry.codes("file:a.json")).contains("TP-020");
  }

  @Test
  void takesAnEmptyArrayForNoTracepointAtAll() throws IOException {
    write("a.json", tracepoint("a"));
    source.scan();
    write("a.json", "[]");

    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of()));
  }

  @Test
  void waitsForADirectoryThatAppearsLaterVanishesAndComesBack() throws IOException {
    Files.delete(directory);
    source.scan();
    assertThat(log.take()).isEmpty();

    Files.createDirectory(directory);
    write("a.json", tracepoint("a"));
    source.scan();
    assertThat(registry.ids()).containsKey("file:a.json");

    Path elsewhere = temporary.resolve("elsewhere");
    Files.move(directory, elsewhere);
    source.scan();
    source.scan();
    assertThat(registry.ids()).isEmpty();

    Files.move(elsewhere, directory);
    source.scan();
    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("a")));
  }

  @Test
  void followsTheLinksOfAKubernetesConfigMap() throws IOException {
    Path first = Files.createDirectory(directory.resolve("..first"));
    Path second = Files.createDirectory(directory.resolve("..second"));
    Files.writeString(first.resolve("a.json"), tracepoint("a"));
    Files.writeString(second.resolve("a.json"), tracepoint("b"));
    Path data = directory.resolve("..data");
    Files.createSymbolicLink(data, Path.of("..first"));
    Files.createSymbolicLink(directory.resolve("a.json"), Path.of("..data", "a.json"));
    source.scan();
    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("a")));

    Path swap = directory.resolve("..data_tmp");
    Files.createSymbolicLink(swap, Path.of("..second"));
    Files.move(swap, data, ATOMIC_MOVE, REPLACE_EXISTING);
    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("b")));
  }

  @Test
  void movesTheTracepointsOfARenamedFileWithoutAConflict() throws IOException {
    write("z.json", tracepoint("t"));
    source.scan();
    Files.move(directory.resolve("z.json"), directory.resolve("a.json"));

    source.scan();
    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("t")));
    assertThat(log.take()).noneMatch(line -> line.startsWith("ERROR"));
  }

  @Test
  void declaresARefusedIdAgainWhenTheOtherFileGoes() throws IOException {
    write("a.json", tracepoint("t"));
    write("b.json", tracepoint("t"));
    source.scan();
    assertThat(registry.ids())
        .isEqualTo(Map.of("file:a.json", List.of("t"), "file:b.json", List.of()));
    assertThat(log.take()).anyMatch(line -> line.startsWith("ERROR TP-900"));

    Files.delete(directory.resolve("a.json"));
    source.scan();
    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:b.json", List.of("t")));
  }

  @Test
  void reportsAFileThatIsTooLargeWithoutReadingAllOfIt() throws IOException {
    Files.write(directory.resolve("a.json"), new byte[3 << 20]);

    source.scan();
    source.scan();

    assertThat(log.take()).filteredOn(line -> line.startsWith("ERROR TP-001")).hasSize(1);
  }

  @Test
  void reportsAFileThatIsNotUtf8WithItsPlace() throws IOException {
    Files.write(
        directory.resolve("a.json"), "{\n \"k\u00e4\": 1 }".getBytes(StandardCharsets.ISO_8859_1));

    source.scan();
    source.scan();

    assertThat(log.take())
        .anyMatch(
            line -> line.startsWith("ERROR TP-071 a.json:2:4: the file is not UTF-8: byte 0xE4"));
  }

  @Test
  void readsUtf8WithAMarkAndUtf16AsWindowsToolsWriteThem() throws IOException {
    Files.writeString(directory.resolve("a.json"), "\ufeff" + tracepoint("\u00e4"));
    Files.write(
        directory.resolve("b.json"),
        ("\ufeff" + tracepoint("b")).getBytes(StandardCharsets.UTF_16LE));

    source.scan();

    assertThat(registry.ids())
        .isEqualTo(Map.of("file:a.json", List.of("\u00e4"), "file:b.json", List.of("b")));
  }

  @Test
  void reportsAFileThatCannotBeReadOnceAndReadsItWhenItCan() throws IOException {
    // A link to itself cannot be read by anybody; permissions would not stop a test run by root.
    Path file = directory.resolve("a.json");
    Files.createSymbolicLink(file, file);
    source.scan();
    source.scan();
    source.scan();
    List<String> lines = log.take();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).startsWith("ERROR TP-070 a.json: the file cannot be read");

    Files.delete(file);
    write("a.json", tracepoint("a"));
    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("a")));
  }

  @Test
  void keepsEverythingWhileTheDirectoryCannotBeListed() throws IOException {
    write("a.json", tracepoint("a"));
    source.scan();
    log.take();
    Path elsewhere = temporary.resolve("elsewhere");
    Files.move(directory, elsewhere);
    Files.writeString(directory, "a file where the directory was");

    source.scan();
    source.scan();
    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("a")));
    assertThat(log.take()).hasSize(1).first().asString().contains("cannot be listed");
    Files.delete(directory);
    Files.move(elsewhere, directory);
    source.scan();
    assertThat(log.take()).hasSize(1).first().asString().contains("can be read again");
  }

  @Test
  void looksAtALimitedNumberOfFilesAndSaysSo() throws IOException {
    for (int i = 0; i < Listing.MAX_FILES + 2; i++) {
      write("f%05d.json".formatted(i), "[]");
    }

    source.scan();

    assertThat(registry.ids()).hasSize(Listing.MAX_FILES).containsKey("file:f00000.json");
    assertThat(log.take()).anyMatch(line -> line.contains("2 are ignored"));
  }

  @Test
  void withdrawsEverythingWhenClosedAndDeclaresNothingAfterwards() throws IOException {
    write("a.json", tracepoint("a"));
    write("b.json", tracepoint("b"));
    source.scan();

    source.close();
    source.scan();

    assertThat(registry.ids()).isEmpty();
    assertThat(registry.calls).hasSize(4).last().isEqualTo("withdraw file:b.json");
  }

  @Test
  void declaresEverythingAnewToANewRegistry() throws IOException {
    write("a.json", tracepoint("a"));
    source.scan();
    source.close();

    source().scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("a")));
  }

  @Test
  void readsNothingInADirectoryThatOthersCanWriteToAndSaysSoOnce() throws IOException {
    write("a.json", tracepoint("a"));
    source.scan();
    untrusted.put(directory, "everybody can write to it");
    write("a.json", tracepoint("changed"));
    write("b.json", tracepoint("b"));
    log.take();

    source.scan();
    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("a")));
    assertThat(log.take())
        .singleElement()
        .asString()
        .contains("TP-072", "tracepoints.dir", "everybody can write to it");
    assertThat(source.problems()).extracting(Problem::code).containsExactly("TP-072");

    untrusted.clear();
    source.scan();

    assertThat(source.problems()).isEmpty();
    assertThat(registry.ids())
        .isEqualTo(Map.of("file:a.json", List.of("changed"), "file:b.json", List.of("b")));
  }

  @Test
  void readsNoFileThatOthersCanWriteToAndReadsItOnceTheyCannot() throws IOException {
    Path file = directory.resolve("a.json");
    untrusted.put(file, "everybody can write to it");
    write("a.json", tracepoint("a"));
    write("b.json", tracepoint("b"));

    source.scan();
    source.scan();

    assertThat(registry.ids()).isEqualTo(Map.of("file:b.json", List.of("b")));
    assertThat(log.take()).filteredOn(line -> line.contains("TP-072")).hasSize(1);
    assertThat(source.problems()).hasSize(1);

    untrusted.clear();
    source.scan();

    assertThat(registry.ids())
        .isEqualTo(Map.of("file:a.json", List.of("a"), "file:b.json", List.of("b")));
    assertThat(source.problems()).isEmpty();
  }

  private DirectorySource source() {
    return new DirectorySource(
        directory,
        new JsonTracepointFormat(),
        registry,
        path -> Optional.ofNullable(untrusted.get(path)),
        log,
        clock);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static String tracepoint(String id) {
    return "{\"ID\":\"%s\",\"path\":\"A.java\",\"lineNumber\":1,\"metrics\":[{\"name\":\"m\"}]}"
        .formatted(id);
  }
}
