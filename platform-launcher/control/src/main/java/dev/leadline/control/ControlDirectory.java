package dev.leadline.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a JVM and its clients meet: {@code control/} in the directory of the JVM's run files, with
 * the socket and the token. The directory is the user's alone, so that the socket is never open to
 * others, not even before its own permissions are set. It lives and dies with the run files, whose
 * owner is known by a lock.
 *
 * @param path absolute
 */
public record ControlDirectory(Path path) {

  /** What the system takes for the name of a socket: 108 bytes with a zero at the end, or 104. */
  public static final int LONGEST_SOCKET_PATH =
      System.getProperty("os.name", "").startsWith("Linux") ? 107 : 103;

  private static final String NAME = "control";
  private static final String JVM_PREFIX = "jvm-";
  private static final String SOCKET_PREFIX = "leadline-";
  private static final String SOCKET_SUFFIX = ".sock";

  /** That of the JVM with these run files. */
  public static ControlDirectory in(Path jvmDirectory) {
    return new ControlDirectory(jvmDirectory.toAbsolutePath().resolve(NAME));
  }

  /** Those of all JVMs in a run directory that have one; it is not known whether they live. */
  public static List<ControlDirectory> findAll(Path runDirectory) {
    List<ControlDirectory> found = new ArrayList<>();
    if (Files.isDirectory(runDirectory)) {
      try (DirectoryStream<Path> jvms =
          Files.newDirectoryStream(runDirectory, JVM_PREFIX + "[0-9]*")) {
        for (Path jvm : jvms) {
          ControlDirectory directory = in(jvm);
          if (Files.isDirectory(directory.path, LinkOption.NOFOLLOW_LINKS)) {
            found.add(directory);
          }
        }
      } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
        // Somebody else's, who has no business with us.
      }
    }
    found.sort(Comparator.comparing(ControlDirectory::path));
    return found;
  }

  /** The process id, as the JVM itself knows it: one in a container has another outside. */
  public Optional<Long> pid() {
    String name = jvmDirectory().getFileName().toString();
    String digits = name.substring(Math.min(JVM_PREFIX.length(), name.length())).split("-", 2)[0];
    return digits.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
  }

  /** The JVM's run files. */
  public Path jvmDirectory() {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalStateException(path + " has no parent");
    }
    return parent;
  }

  /** {@code leadline-<pid>.sock}. */
  public Path socket() {
    String name = jvmDirectory().getFileName().toString();
    String id = name.startsWith(JVM_PREFIX) ? name.substring(JVM_PREFIX.length()) : name;
    return path.resolve(SOCKET_PREFIX + id + SOCKET_SUFFIX);
  }

  public Path token() {
    return path.resolve("token");
  }

  /** Holds a sentence while there is no socket: why. */
  public Path problem() {
    return path.resolve("problem");
  }

  /** Whether a client can connect, or read why not. */
  public boolean isReady() {
    return Files.exists(socket()) || Files.exists(problem());
  }

  /** Why there is no socket; empty when nothing is known. */
  public Optional<String> readProblem() {
    try {
      return Optional.of(Files.readString(problem()).trim());
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** Makes it, the user's alone. */
  public void create() throws IOException {
    if (!isPosix(jvmDirectory())) {
      Files.createDirectories(path);
      return;
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    } else {
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** Writes a new token, for nobody but the user to read. */
  public Token createToken() throws IOException {
    Token token = Token.create();
    writePrivate(token(), token.toText());
    return token;
  }

  /** Writes why there is no socket. */
  public void writeProblem(String sentence) throws IOException {
    writePrivate(problem(), sentence + "\n");
  }

  /** Sets the permissions of the socket, which is there by now. */
  public void secureSocket() throws IOException {
    if (isPosix(socket())) {
      Files.setPosixFilePermissions(socket(), PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** How many bytes the system gets for the socket's name. */
  public int socketPathLength() {
    return socket().toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Takes away what is in it, and the directory. */
  public void delete() throws IOException {
    for (Path file : List.of(socket(), token(), problem())) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(path);
  }

  private void writePrivate(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    if (isPosix(path)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
    Files.writeString(file, text, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static boolean isPosix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }
}
