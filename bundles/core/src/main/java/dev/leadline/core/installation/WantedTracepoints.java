package dev.leadline.core.installation;

import dev.leadline.core.instrumentation.classfile.ClassFileSummary;
import dev.leadline.core.instrumentation.classfile.LineMapping;
import dev.leadline.core.instrumentation.classfile.SourceFileMatch;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.sdk.tracepoint.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tracepoints that belong into classes, by file. Asked whenever a class loads, so a miss is
 * cheap; a change costs what has changed, not what is there, so that ten thousand files may come
 * one by one. Read on any thread without a lock; a reader may see a change in part, never a
 * tracepoint that was neither there before nor is after.
 */
final class WantedTracepoints {

  /** By what the locations of one file have in common. Guarded by this. */
  private final Map<List<Object>, WantedFile> files = new LinkedHashMap<>();

  /** Guarded by this. */
  private long lastOrder;

  /** By what classes are found by; lists are replaced, never changed. */
  private final Map<String, List<WantedFile>> index = new ConcurrentHashMap<>();

  /** The folders of files that hold classes of their own package alone, with their files. */
  private final Map<String, Integer> folders = new ConcurrentHashMap<>();

  /** The outermost simple names of classes that are named by themselves. */
  private final Map<String, Integer> classes = new ConcurrentHashMap<>();

  /** Files that may hold classes of any package. */
  private final AtomicInteger anywhere = new AtomicInteger();

  /** A tracepoint that belongs into a class, and how its lines relate to the class's. */
  record Wanted(LiveTracepoint tracepoint, LineMapping mapping) {}

  /** These alone. */
  static WantedTracepoints of(Collection<LiveTracepoint> tracepoints) {
    WantedTracepoints wanted = new WantedTracepoints();
    wanted.add(tracepoints);
    return wanted;
  }

  /** They are wanted from now on, behind those that are already. */
  synchronized void add(Collection<LiveTracepoint> tracepoints) {
    byFile(tracepoints)
        .forEach(
            (key, added) -> {
              WantedFile file = files.get(key);
              if (file == null) {
                file = new WantedFile(added.get(0).tracepoint().location(), ++lastOrder);
                file.add(added);
                files.put(key, file);
                addToIndex(file);
              } else {
                file.add(added);
              }
            });
  }

  /** They are not wanted any more; nothing happens for those that were not. */
  synchronized void remove(Collection<LiveTracepoint> tracepoints) {
    byFile(tracepoints)
        .forEach(
            (key, removed) -> {
              WantedFile file = files.get(key);
              if (file != null) {
                file.remove(Set.copyOf(removed));
                if (file.tracepoints().isEmpty()) {
                  files.remove(key);
                  removeFromIndex(file);
                }
              }
            });
  }

  synchronized void clear() {
    files.clear();
    index.clear();
    folders.clear();
    classes.clear();
    anywhere.set(0);
  }

  private static Map<List<Object>, List<LiveTracepoint>> byFile(
      Collection<LiveTracepoint> tracepoints) {
    Map<List<Object>, List<LiveTracepoint>> byFile = new LinkedHashMap<>();
    for (LiveTracepoint tracepoint : tracepoints) {
      Location location = tracepoint.tracepoint().location();
      byFile
          .computeIfAbsent(
              List.of(location.path(), location.className(), location.sourceRoot()),
              key -> new ArrayList<>())
          .add(tracepoint);
    }
    return byFile;
  }

  private void addToIndex(WantedFile file) {
    for (String key : file.match().keys()) {
      index.merge(
          key,
          List.of(file),
          (former, added) -> {
            List<WantedFile> both = new ArrayList<>(former);
            both.addAll(added);
            return List.copyOf(both);
          });
    }
    if (file.isClass()) {
      file.match().keys().forEach(name -> classes.merge(name, 1, Integer::sum));
    } else {
      file.folder()
          .ifPresentOrElse(
              folder -> folders.merge(folder, 1, Integer::sum), anywhere::incrementAndGet);
    }
  }

  private void removeFromIndex(WantedFile file) {
    for (String key : file.match().keys()) {
      index.computeIfPresent(
          key,
          (word, former) -> {
            List<WantedFile> others = former.stream().filter(each -> each != file).toList();
            return others.isEmpty() ? null : others;
          });
    }
    if (file.isClass()) {
      file.match().keys().forEach(name -> decrement(classes, name));
    } else {
      file.folder()
          .ifPresentOrElse(folder -> decrement(folders, folder), anywhere::decrementAndGet);
    }
  }

  private static void decrement(Map<String, Integer> counts, String key) {
    counts.computeIfPresent(key, (same, all) -> all == 1 ? null : all - 1);
  }

  /**
   * Whether a class of this name may be of any of the files, by its package or, where a class is
   * named by itself, by its name: the cheap check that spares the others.
   */
  boolean mayHold(String className) {
    if (anywhere.get() > 0 || (!classes.isEmpty() && classes.containsKey(outermost(className)))) {
      return true;
    }
    String path = packagePath(className);
    for (int start = 0; start >= 0; start = next(path, start)) {
      if (folders.containsKey(path.substring(start))) {
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

  private static String outermost(String className) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    int dollar = simple.indexOf('$', 1);
    return dollar < 0 ? simple : simple.substring(0, dollar);
  }

  static String packagePath(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot).replace('.', '/');
  }

  /** Files of this name without its extension, or that mean classes of this simple name. */
  List<WantedFile> named(String name) {
    return index.getOrDefault(name, List.of());
  }

  boolean isEmpty() {
    return index.isEmpty();
  }

  synchronized List<WantedFile> files() {
    return List.copyOf(files.values());
  }

  /** Those whose file may be that of this loaded class, by its package. */
  List<LiveTracepoint> near(Class<?> type) {
    return files().stream()
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
    List<WantedFile> ordered = new ArrayList<>(candidates);
    ordered.sort(Comparator.comparingLong(WantedFile::order));
    return ordered;
  }
}
