package dev.leadline.core.installation;

import dev.leadline.core.instrumentation.classfile.SourceFileMatch;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.tracepoint.Location;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One file, and the tracepoints that are wanted in it. Changed by {@link WantedTracepoints} alone,
 * read on any thread.
 */
final class WantedFile {

  private final SourceFileMatch match;
  private final boolean hasFileName;

  /** Its place among the files, by when they were declared first. */
  private final long order;

  /** Replaced as a whole. */
  private volatile List<LiveTracepoint> tracepoints = List.of();

  WantedFile(Location location, long order) {
    this.match = SourceFileMatch.of(location);
    this.hasFileName = location.className().isEmpty();
    this.order = order;
  }

  SourceFileMatch match() {
    return match;
  }

  long order() {
    return order;
  }

  /** Whether classes are chosen by the name of a class, and not by a file. */
  boolean isClass() {
    return !hasFileName;
  }

  /** In the order in which they were declared. */
  List<LiveTracepoint> tracepoints() {
    return tracepoints;
  }

  void add(List<LiveTracepoint> added) {
    Set<LiveTracepoint> all = new LinkedHashSet<>(tracepoints);
    all.addAll(added);
    tracepoints = List.copyOf(all);
  }

  void remove(Set<LiveTracepoint> removed) {
    tracepoints = tracepoints.stream().filter(each -> !removed.contains(each)).toList();
  }

  /**
   * Whether a class of this name may be of the file, by its package alone: what spares most loaded
   * classes a closer look. Only Java's compilers keep files in the folder of their package, and
   * bring in no code of other files.
   */
  boolean mayHold(String className) {
    Optional<String> folder = folder();
    if (folder.isEmpty()) {
      return true;
    }
    String ofClass = WantedTracepoints.packagePath(className);
    return ofClass.endsWith(folder.get())
        && (ofClass.length() == folder.get().length()
            || ofClass.charAt(ofClass.length() - folder.get().length() - 1) == '/');
  }

  /** What the package of its classes ends with; empty when that is not known. */
  Optional<String> folder() {
    String path = match.path();
    int slash = path.lastIndexOf('/');
    // By a class name, classes are chosen whatever file they are from.
    return slash < 0 || !path.endsWith(".java") || !hasFileName
        ? Optional.empty()
        : Optional.of(path.substring(0, slash));
  }
}
