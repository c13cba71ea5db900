package dev.leadline.core.installation;

import dev.leadline.core.instrumentation.classfile.ClassFileSummary;
import dev.leadline.core.instrumentation.classfile.LineMapping;
import dev.leadline.core.instrumentation.classfile.SourceFileMatch;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.tracepoint.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tracepoints that belong into classes, by file. Immutable; asked whenever a class loads, so a
 * miss is cheap.
 */
final class WantedTracepoints {

  static final WantedTracepoints NONE = new WantedTracepoints(List.of());

  private final List<WantedFile> files;

  /** By what classes are found by; each list in the order of the files. */
  private final Map<String, List<WantedFile>> index = new HashMap<>();

  /** The folders of files that hold classes of their own package alone. */
  private final Set<String> folders = new HashSet<>();

  /** Files that may hold classes of any package. */
  private final List<WantedFile> anywhere = new ArrayList<>();

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
      Optional<String> folder = folder();
      if (folder.isEmpty()) {
        return true;
      }
      String ofClass = packagePath(className);
      return ofClass.endsWith(folder.get())
          && (ofClass.length() == folder.get().length()
              || ofClass.charAt(ofClass.length() - folder.get().length() - 1) == '/');
    }

    /** What the package of its classes ends with; empty when that is not known. */
    private Optional<String> folder() {
      String path = match.path();
      int slash = path.lastIndexOf('/');
      return slash < 0 || !path.endsWith(".java") || !hasFileName()
          ? Optional.empty()
          : Optional.of(path.substring(0, slash));
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
    for (WantedFile file : files) {
      for (String key : file.match().keys()) {
        index.computeIfAbsent(key, word -> new ArrayList<>(1)).add(file);
      }
      file.folder().ifPresentOrElse(folders::add, () -> anywhere.add(file));
    }
  }

  /**
   * Whether a class of this name may be of any of the files, by its package alone: the cheap check
   * that spares the others.
   */
  boolean mayHold(String className) {
    if (!anywhere.isEmpty()) {
      return true;
    }
    String path = packagePath(className);
    for (int start = 0; start >= 0; start = next(path, start)) {
      if (folders.contains(path.substring(start))) {
        return true;
      }
    }
    return false;
  }

  /** Where the next part of the path begins; -1 behind the last. */
  private static int next(String path, int start) {
    int slash = path.indexOf('/', start);
    return slash < 0 ? -1 : slash + 1;
  }

  private static String packagePath(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot).replace('.', '/');
  }

  /** Files of this name without its extension, or that mean classes of this simple name. */
  List<WantedFile> named(String name) {
    return index.getOrDefault(name, List.of());
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
    for (WantedFile file : candidates(summary)) {
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

  private Collection<WantedFile> candidates(ClassFileSummary summary) {
    Set<WantedFile> candidates = Set.of();
    for (String word : SourceFileMatch.words(summary)) {
      for (WantedFile file : named(word)) {
        if (candidates.isEmpty()) {
          candidates = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        candidates.add(file);
      }
    }
    if (candidates.size() <= 1) {
      return candidates;
    }
    // In the order of declaration, as their probes are to be at one place.
    Set<WantedFile> unordered = candidates;
    return files.stream().filter(unordered::contains).toList();
  }
}
