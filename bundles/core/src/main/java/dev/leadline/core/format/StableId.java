package dev.leadline.core.format;

import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.Tracepoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The id of a tracepoint whose author gave none: {@code SessionManager-24-9f3a1c2b07}, readable,
 * and a digest of the canonical document, so that neither dialect nor order of keys matters.
 */
final class StableId {

  /** Stands in for the id while the digest is made. */
  static final String UNKNOWN = "-";

  private static final int DIGEST_LENGTH = 10;

  private StableId() {}

  static Tracepoint identify(Tracepoint tracepoint) {
    String canonical =
        TracepointWriter.write(
            tracepoint.id().equals(UNKNOWN) ? tracepoint : with(tracepoint, UNKNOWN));
    Location location = tracepoint.location();
    String place =
        location.stage().isMethod()
            ? location.methodName().orElseThrow()
            : Integer.toString(location.line());
    return with(
        tracepoint, word(fileName(location.path())) + "-" + word(place) + "-" + digest(canonical));
  }

  private static Tracepoint with(Tracepoint tracepoint, String id) {
    return new Tracepoint(
        id,
        tracepoint.location(),
        tracepoint.controls(),
        tracepoint.metrics(),
        tracepoint.language(),
        tracepoint.enabled(),
        tracepoint.description(),
        tracepoint.ttl(),
        tracepoint.sourceLine(),
        tracepoint.otherArguments());
  }

  private static String fileName(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    int extension = file.lastIndexOf('.');
    return extension > 0 ? file.substring(0, extension) : file;
  }

  /** What can stand in a shell command without quotes. */
  private static String word(String text) {
    String word = text.replaceAll("[^A-Za-z0-9_]", "");
    return word.isEmpty() ? "tracepoint" : word;
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGEST_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
