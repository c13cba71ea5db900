package dev.leadline.agent.platform;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether somebody else can write to a path: what lies in the plugin directory is code that
 * runs in this JVM. Trusted are root, the user of this JVM, and the owner of leadline.jar, who
 * could replace that. The directories above count too: who can write there can put another in the
 * place of ours, but for a directory with the sticky bit, such as {@code /tmp}.
 *
 * <p>A group is somebody else, except for the owner's private group (which has the owner's name)
 * and root's. A file system that is mounted read-only can be written by nobody, whatever its
 * permissions look like (Kubernetes mounts configuration that way). One without POSIX permissions
 * is not looked at.
 *
 * <p>Each finding is one line of complaint, once. On any thread.
 */
final class PathGuard implements Function<Path, Optional<String>> {

  private static final String ROOT = "root";
  private static final int STICKY = 01000;

  private final Set<UserPrincipal> trusted = ConcurrentHashMap.newKeySet();
  private final boolean isOff;
  private final Consumer<String> complaint;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * @param isOff whether everything is trusted
   * @param jar whose owner is trusted
   * @param ownFile made by this JVM, so that it belongs to its user
   * @param complaint takes a line for the person who started the JVM
   */
  PathGuard(boolean isOff, Path jar, Path ownFile, Consumer<String> complaint) {
    this.isOff = isOff || !FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    this.complaint = complaint;
    trust(jar);
    trust(ownFile);
  }

  private void trust(Path path) {
    try {
      trusted.add(Files.getOwner(path));
    } catch (IOException | UnsupportedOperationException unknown) {
      // Then root and the others remain.
    }
  }

  /** Why the path is not to be trusted; empty when it is. */
  @Override
  public Optional<String> apply(Path path) {
    if (isOff) {
      return Optional.empty();
    }
    Optional<String> reason = reason(path.toAbsolutePath().normalize());
    if (reason.isPresent() && told.add(reason.get())) {
      complaint.accept(
          path + " is not used: " + reason.get() + "; or set directories.shared=allow");
    }
    return reason;
  }

  private Optional<String> reason(Path path) {
    try {
      // Where it is said to be, and where it is: a link can be exchanged as well as a directory.
      Set<Path> above = new LinkedHashSet<>();
      Path real = path.toRealPath();
      addParents(real, above);
      addParents(path, above);
      String reason = reason(real, false);
      for (Path parent : above) {
        reason = reason == null ? reason(parent, true) : reason;
      }
      return Optional.ofNullable(reason);
    } catch (IOException | UnsupportedOperationException e) {
      // Gone, or nothing can be known about it: whoever reads it will see.
      return Optional.empty();
    }
  }

  private static void addParents(Path path, Set<Path> parents) {
    for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
      parents.add(parent);
    }
  }

  private @Nullable String reason(Path path, boolean isAbove) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      // Its permissions mean nothing; the directory that it is in is looked at.
      return null;
    }
    UserPrincipal owner = attributes.owner();
    if (!owner.getName().equals(ROOT) && !trusted.contains(owner)) {
      return path + " belongs to " + owner.getName() + ", who is not the user of this JVM";
    }
    Set<PosixFilePermission> permissions = attributes.permissions();
    boolean isOthers = permissions.contains(PosixFilePermission.OTHERS_WRITE);
    boolean isGroups =
        permissions.contains(PosixFilePermission.GROUP_WRITE)
            && !isPrivate(attributes.group(), owner);
    if ((!isOthers && !isGroups)
        || (isAbove && isSticky(path))
        || Files.getFileStore(path).isReadOnly()) {
      return null;
    }
    return (isOthers ? "everybody" : "the group " + attributes.group().getName())
        + " can write to "
        + path
        + " ("
        + PosixFilePermissions.toString(permissions)
        + "): chmod "
        + (isOthers ? "go-w" : "g-w")
        + " it";
  }

  private static boolean isPrivate(GroupPrincipal group, UserPrincipal owner) {
    return group.getName().equals(owner.getName()) || group.getName().equals(ROOT);
  }

  private static boolean isSticky(Path directory) throws IOException {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
        && ((int) Files.getAttribute(directory, "unix:mode") & STICKY) != 0;
  }
}
