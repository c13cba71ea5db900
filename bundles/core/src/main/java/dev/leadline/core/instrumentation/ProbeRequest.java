package dev.leadline.core.instrumentation;

import static java.util.Objects.requireNonNull;

import dev.leadline.core.instrumentation.classfile.LineMapping;
import dev.leadline.sdk.tracepoint.Location;
import java.util.Set;

/**
 * One tracepoint that wants probes in a class that its location matches.
 *
 * @param tracepoint its id
 * @param location the code point
 * @param lines how the location's lines relate to the class's, from {@link
 *     dev.leadline.core.instrumentation.classfile.SourceFileMatch}
 * @param identifiers every name that its expressions may read; a superset
 */
public record ProbeRequest(
    String tracepoint, Location location, LineMapping lines, Set<String> identifiers) {
  public ProbeRequest {
    requireNonNull(tracepoint, "tracepoint");
    requireNonNull(location, "location");
    requireNonNull(lines, "lines");
    identifiers = Set.copyOf(identifiers);
  }

  /** A request for a class whose line numbers are those of its file. */
  public static ProbeRequest of(String tracepoint, Location location, Set<String> identifiers) {
    return new ProbeRequest(tracepoint, location, LineMapping.SAME, identifiers);
  }
}
