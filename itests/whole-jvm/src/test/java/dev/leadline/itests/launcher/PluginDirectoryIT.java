package dev.leadline.itests.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Echo;
import com.acme.plugin.NoteActivator;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A bundle that is dropped into the plugin directory comes, changes and goes with its file. */
class PluginDirectoryIT {

  @TempDir private Path directory;

  @EveryJdk
  void followsTheFilesOfItsDirectory(Jdk jdk) throws Exception {
    Path plugins = Files.createDirectory(directory.resolve("plugins"));
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory).with("plugins.dir", plugins).main(Echo.class).start()) {
      jvm.awaitRunning();
      Path note = jvm.jvmDirectory().resolve("note");
      drop("1.0.0", plugins);
      jvm.await("the plugin", () -> says(note, "1.0.0"));
      jvm.awaitLog("com.acme.note: note 9464 is there");
      drop("1.1.0", plugins);
      jvm.await("its next version", () -> says(note, "1.1.0"));
      Files.delete(plugins.resolve("note.jar"));
      jvm.await("the plugin to go", () -> Files.notExists(note));
      jvm.endInput();
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.out()).containsExactly("ready");
      assertThat(jvm.err()).isEmpty();
    }
  }

  @EveryJdk
  void isWatchedOnceItIsThere(Jdk jdk) throws Exception {
    Path plugins = directory.resolve("plugins");
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory).with("plugins.dir", plugins).main(Echo.class).start()) {
      jvm.awaitRunning();
      Files.createDirectory(plugins);
      drop("1.0.0", plugins);
      Path note = jvm.jvmDirectory().resolve("note");
      jvm.await("the plugin", () -> says(note, "1.0.0"));
    }
  }

  @EveryJdk
  void takesAPluginWithWhatItNeedsInsideOfIt(Jdk jdk) throws Exception {
    Path plugins = Files.createDirectory(directory.resolve("plugins"));
    Path library =
        Distribution.writeJar(directory.resolve("library.jar"), Map.of(), NoteActivator.class);
    Path jar = Distribution.writeJar(directory.resolve("note.jar"), manifest("2.0.0", "inner.jar"));
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Files.copy(library, zip.getPath("inner.jar"));
    }
    Files.move(jar, plugins.resolve("note.jar"));
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory).with("plugins.dir", plugins).main(Echo.class).start()) {
      jvm.awaitRunning();
      Path note = jvm.jvmDirectory().resolve("note");
      jvm.await("the plugin", () -> says(note, "2.0.0"));
    }
  }

  private void drop(String version, Path plugins) throws IOException {
    Path jar =
        Distribution.writeJar(
            directory.resolve("note-" + version + ".jar"),
            manifest(version, "."),
            NoteActivator.class);
    Files.move(jar, plugins.resolve("note.jar"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Map<String, String> manifest(String version, String classPath) {
    return Map.of(
        "Bundle-ManifestVersion",
        "2",
        "Bundle-SymbolicName",
        "com.acme.note",
        "Bundle-Version",
        version,
        "Bundle-ClassPath",
        classPath,
        "Bundle-Activator",
        NoteActivator.class.getName(),
        "Import-Package",
        "org.osgi.framework");
  }

  private static boolean says(Path note, String text) throws IOException {
    return Files.exists(note) && Files.readString(note).equals(text);
  }
}
