package dev.leadline.core.installation;

import dev.leadline.core.instrumentation.classfile.ClassFileSummary;
import dev.leadline.core.instrumentation.classfile.LineMapping;
import dev.leadline.core.instrumentation.classfile.SourceFileMatch;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.tracepoint.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tracepoints that belong into classes, by file. Immutable; asked whenever a class loads, so a
 * miss is cheap.
 */
final class WantedTracepoints {

  static final WantedTracepoints NONE = new WantedTracepoints(List.of());

  private final List<WantedFile> files;

  /** A tracepoint that belongs into a class, and how its lines relate to the class's. */
  record Wanted(LiveTracepoint tracepoint, LineMapping mapping) {}

  /** One file, and the tracepoints in it. */
  record WantedFile(SourceFileMatch match, List<LiveTracepoint> tracepoints) {

    /**
     * Whether a class of this name may be of the file, by its package alone: what spares most
     * loaded classes a closer look. Only Java's compilers keep files in the folder of their
     * package, and bring in no code of other files.
     */
    boolean mayHold(String className) {
      String path = match.path();
      int slash = path.lastIndexOf('/');
      if (slash < 0 || !path.endsWith(".java") || !hasFileName()) {
        return true;
      }
      String folder = path.substring(0, slash);
      int dot = className.lastIndexOf('.');
      String ofClass = dot < 0 ? "" : className.substring(0, dot).replace('.', '/');
      return ofClass.endsWith(folder)
          && (ofClass.length() == folder.length()
              || ofClass.charAt(ofClass.length() - folder.length() - 1) == '/');
    }

    /** Whether it is by its file, not by a class name, that classes are chosen. */
    private boolean hasFileName() {
      return tracepoints.get(0).tracepoint().location().className().isEmpty();
    }
  }

  WantedTracepoints(Collection<LiveTracepoint> tracepoints) {
    Map<List<Object>, List<LiveTracepoint>> byFile = new LinkedHashMap<>();
    for (LiveTracepoint tracepoint : tracepoints) {
      Location location = tracepoint.tracepoint().location();
      byFile
          .computeIfAbsent(
              List.of(location.path(), location.className(), location.sourceRoot()),
              key -> new ArrayList<>())
          .add(tracepoint);
    }
    this.files =
        byFile.values().stream()
            .map(
                sameFile ->
                    new WantedFile(
                        SourceFileMatch.of(sameFile.get(0).tracepoint().location()),
                        List.copyOf(sameFile)))
            .toList();
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  List<WantedFile> files() {
    return files;
  }

  /** Those whose file may be that of this loaded class, by its package. */
  List<LiveTracepoint> near(Class<?> type) {
    return files.stream()
        .filter(file -> file.mayHold(type.getName()))
        .flatMap(file -> file.tracepoints().stream())
        .toList();
  }

  /** Those that belong into this class. */
  List<Wanted> in(ClassFileSummary summary) {
    List<Wanted> wanted = List.of();
    for (WantedFile file : files) {
      LineMapping mapping = file.match().match(summary).orElse(null);
      if (mapping != null) {
        if (wanted.isEmpty()) {
          wanted = new ArrayList<>();
        }
        for (LiveTracepoint tracepoint : file.tracepoints()) {
          wanted.add(new Wanted(tracepoint, mapping));
        }
      }
    }
    return wanted;
  }
}
