package dev.leadline.agent.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The run directory of a user: {@code bundles/} and one directory per JVM. */
public final class RunDirectory {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /**
   * The directory of this user below the system's temporary one. Refuses one that somebody else
   * made: bundles are code.
   */
  public static RunDirectory ofUser(Path temporary, String user) throws IOException {
    Path path = pathOfUser(temporary, user);
    boolean made = make(path);
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("run directory " + path + " is not a directory; set run.dir");
    }
    if (!made) {
      secure(path);
    }
    return new RunDirectory(path.toAbsolutePath());
  }

  /** Where that of a user is, for those who look for it; it need not be there. */
  public static Path pathOfUser(Path temporary, String user) {
    return temporary.resolve("leadline-" + user.replaceAll("[^A-Za-z0-9._-]", "_"));
  }

  /** A directory that the person who starts the JVM named; it is taken as it is. */
  public static RunDirectory of(Path path) throws IOException {
    make(path);
    return new RunDirectory(path.toAbsolutePath());
  }

  /** Absolute. */
  public Path path() {
    return path;
  }

  /** The directory of this JVM, new. */
  public JvmDirectory createJvmDirectory(long pid) throws IOException {
    return JvmDirectory.create(path, pid);
  }

  /** Where bundles are unpacked. */
  public Path bundles() {
    return path.resolve("bundles");
  }

  /** Makes it and its parents; returns false when it was there. */
  private static boolean make(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return false;
    }
    try {
      Path parent = Files.createDirectories(path.toAbsolutePath().getParent());
      if (isPosix(parent)) {
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      } else {
        Files.createDirectory(path);
      }
      return true;
    } catch (IOException e) {
      if (e instanceof FileAlreadyExistsException && Files.isDirectory(path)) {
        return false;
      }
      throw new IOException("run directory " + path + " cannot be made: " + e, e);
    }
  }

  private static void secure(Path path) throws IOException {
    if (!isPosix(path)) {
      return;
    }
    // A file that we make shows who we are; the user's name may be unknown to the system.
    Path probe = path.resolve(".owner-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    Files.createFile(probe);
    try {
      if (!Files.getOwner(probe).equals(Files.getOwner(path))) {
        throw new IOException(
            "run directory " + path + " belongs to " + Files.getOwner(path) + "; set run.dir");
      }
    } finally {
      Files.delete(probe);
    }
    Files.setPosixFilePermissions(path, OWNER_ONLY);
  }

  private static boolean isPosix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }
}
