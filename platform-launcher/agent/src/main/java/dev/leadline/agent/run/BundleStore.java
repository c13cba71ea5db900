package dev.leadline.agent.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;

/**
 * The bundles of leadline.jar, unpacked once per content into a directory that all JVMs of a user
 * share. Each file comes by an atomic rename, so it is whole or not there; one that a cleaner of
 * temporary files took away comes back at the next start.
 */
public final class BundleStore implements Closeable {

  private final List<Path> bundles;
  private final FileClaim claim;

  private BundleStore(List<Path> bundles, FileClaim claim) {
    this.bundles = List.copyOf(bundles);
    this.claim = claim;
  }

  /**
   * Unpacks what is not there yet.
   *
   * @param names of the entries, in the order in which {@link #bundles} has them
   * @throws IOException when one of them is corrupt or missing in the jar, or the disk refuses
   */
  public static BundleStore unpack(JarFile jar, List<String> names, Path directory, Clock clock)
      throws IOException {
    List<ZipEntry> entries = new ArrayList<>();
    for (String name : names) {
      ZipEntry entry = jar.getEntry(name);
      if (entry == null) {
        throw new IOException("bundle " + name + " is missing in " + jar.getName());
      }
      entries.add(entry);
    }
    Path target = directory.resolve(contentKey(entries));
    Files.createDirectories(target);
    Path lock = target.resolve(JvmDirectory.LOCK);
    FileClaim claim = claimShared(target, lock);
    try {
      Files.setLastModifiedTime(lock, FileTime.from(clock.instant()));
      List<Path> bundles = new ArrayList<>();
      for (ZipEntry entry : entries) {
        bundles.add(unpack(jar, entry, target));
      }
      return new BundleStore(bundles, claim);
    } catch (IOException e) {
      claim.close();
      throw e;
    }
  }

  /** Absolute, in the order asked for. */
  public List<Path> bundles() {
    return bundles;
  }

  @Override
  public void close() throws IOException {
    claim.close();
  }

  /** A sweeper may be at this directory right now; it holds the lock for a moment. */
  private static FileClaim claimShared(Path target, Path lock) throws IOException {
    for (int attempt = 1; attempt <= 20; attempt++) {
      Files.createDirectories(target);
      FileClaim claim = FileClaim.shared(lock);
      if (claim != null) {
        return claim;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new IOException("bundle directory " + target + " is locked by another process");
  }

  private static Path unpack(JarFile jar, ZipEntry entry, Path target) throws IOException {
    String name = entry.getName();
    Path file = target.resolve(name.substring(name.lastIndexOf('/') + 1));
    if (Files.isRegularFile(file) && Files.size(file) == entry.getSize()) {
      return file;
    }
    Path part =
        target.resolve(
            "." + file.getFileName() + "." + ProcessHandle.current().pid() + System.nanoTime());
    try {
      CRC32 checksum = new CRC32();
      try (InputStream in = new CheckedInputStream(jar.getInputStream(entry), checksum);
          OutputStream out = Files.newOutputStream(part)) {
        in.transferTo(out);
      }
      // JarFile does not check it.
      if (checksum.getValue() != entry.getCrc()) {
        throw new IOException("checksum differs");
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return file;
    } catch (IOException e) {
      String detail = isDamage(e) ? " is corrupt in " + jar.getName() : " cannot be unpacked";
      throw new IOException("bundle " + file.getFileName() + detail + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static boolean isDamage(IOException e) {
    return e instanceof java.util.zip.ZipException || "checksum differs".equals(e.getMessage());
  }

  /**
   * Names the content: FNV-1a over names, sizes and checksums. Not a cryptographic digest, which
   * nobody needs in a directory of the user's own, and which would initialise the security
   * providers before the application can configure them.
   */
  private static String contentKey(List<ZipEntry> entries) {
    long hash = 0xcbf29ce484222325L;
    for (ZipEntry entry : entries) {
      String text = entry.getName() + '|' + entry.getSize() + '|' + entry.getCrc() + '\n';
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      }
    }
    String hex = Long.toHexString(hash);
    return "0".repeat(16 - hex.length()) + hex;
  }
}
