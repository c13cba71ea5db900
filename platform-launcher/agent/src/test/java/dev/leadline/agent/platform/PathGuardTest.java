package dev.leadline.agent.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathGuardTest {

  @TempDir private Path temporary;

  private final List<String> complaints = new ArrayList<>();
  private Path directory;
  private PathGuard guard;

  @BeforeEach
  void make() throws IOException {
    assumeThat(temporary.getFileSystem().supportedFileAttributeViews()).contains("posix");
    directory = Files.createDirectories(temporary.resolve("home/plugins"));
    chmod(temporary.resolve("home"), "rwxr-xr-x");
    chmod(directory, "rwxr-xr-x");
    guard = new PathGuard(false, temporary, temporary, complaints::add);
  }

  @Test
  void trustsWhatOnlyItsOwnerCanWrite() throws IOException {
    Path file = Files.createFile(directory.resolve("a.jar"));
    chmod(file, "rw-r--r--");
    assertThat(guard.apply(directory)).isEmpty();
    assertThat(guard.apply(file)).isEmpty();
    assertThat(guard.apply(directory.resolve("missing"))).isEmpty();
    assertThat(complaints).isEmpty();
  }

  @Test
  void doesNotTrustWhatEverybodyCanWriteAndComplainsOnce() throws IOException {
    chmod(directory, "rwxrwxrwx");
    Path file = Files.createFile(directory.resolve("a.jar"));
    String reason = "everybody can write to " + directory + " (rwxrwxrwx): chmod go-w it";
    assertThat(guard.apply(directory)).hasValue(reason);
    assertThat(guard.apply(file)).as("in such a directory").hasValue(reason);
    assertThat(guard.apply(directory)).hasValue(reason);
    assertThat(complaints)
        .containsExactly(
            directory + " is not used: " + reason + "; or set directories.shared=allow");
    chmod(directory, "rwxr-xr-x");
    assertThat(guard.apply(directory)).isEmpty();
    chmod(file, "rw-r--rw-");
    assertThat(guard.apply(file)).hasValueSatisfying(text -> assertThat(text).contains("a.jar"));
  }

  @Test
  void doesNotTrustADirectoryWhoseParentCanBeExchanged() throws IOException {
    chmod(temporary.resolve("home"), "rwxr-xrwx");
    assertThat(guard.apply(directory))
        .hasValueSatisfying(
            text -> assertThat(text).contains("everybody can write to " + directory.getParent()));
    Files.setAttribute(temporary.resolve("home"), "unix:mode", 01777);
    assertThat(guard.apply(directory)).as("as in /tmp, only owners delete").isEmpty();
    Files.setAttribute(directory, "unix:mode", 01777);
    assertThat(guard.apply(directory)).as("but everybody can add").isNotEmpty();
  }

  @Test
  void looksBehindLinksAndAtWhereTheyAre() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    chmod(elsewhere, "rwxr-xr-x");
    Path link = Files.createSymbolicLink(elsewhere.resolve("plugins"), directory);
    assertThat(guard.apply(link)).isEmpty();
    chmod(directory, "rwxr-xrwx");
    assertThat(guard.apply(link)).isNotEmpty();
    chmod(directory, "rwxr-xr-x");
    chmod(elsewhere, "rwxr-xrwx");
    assertThat(guard.apply(link)).isNotEmpty();
  }

  /** Needs the right to give files away. */
  @Test
  void doesNotTrustOtherOwnersAndGroupsButTheOwnerOfLeadline() throws IOException {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    var users = directory.getFileSystem().getUserPrincipalLookupService();
    chmod(directory, "rwxrwxr-x");
    assertThat(guard.apply(directory)).as("root's own group").isEmpty();
    Files.setAttribute(directory, "posix:group", users.lookupPrincipalByGroupName("daemon"));
    assertThat(guard.apply(directory))
        .hasValueSatisfying(
            text -> assertThat(text).startsWith("the group daemon can write to " + directory));

    Files.setOwner(directory, users.lookupPrincipalByName("daemon"));
    assertThat(guard.apply(directory))
        .hasValue(directory + " belongs to daemon, who is not the user of this JVM");
    Path jar = Files.createFile(temporary.resolve("leadline.jar"));
    Files.setOwner(jar, users.lookupPrincipalByName("daemon"));
    assertThat(new PathGuard(false, jar, temporary, complaints::add).apply(directory))
        .as("who can replace leadline.jar, and whose private group it is")
        .isEmpty();
  }

  @Test
  void trustsEverythingWhenItIsOff() throws IOException {
    chmod(directory, "rwxrwxrwx");
    assertThat(new PathGuard(true, temporary, temporary, complaints::add).apply(directory))
        .isEmpty();
    assertThat(complaints).isEmpty();
  }

  private static void chmod(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
