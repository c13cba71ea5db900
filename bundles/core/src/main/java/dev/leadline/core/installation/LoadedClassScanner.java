package dev.leadline.core.installation;

import dev.leadline.core.installation.WantedTracepoints.Wanted;
import dev.leadline.core.instrumentation.classfile.ClassFileSummary;
import dev.leadline.core.linking.ClassAnchor;
import dev.leadline.core.tracepoint.LiveTracepoint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the loaded classes of the files that tracepoints name. On Leadline's thread.
 *
 * <p>A class does not say its source file; its class file does, and that is read as a resource of
 * its loader. Only classes whose package fits a path are looked at. Where there is no resource
 * (classes made at run time), the name decides whether the class is worth a retransformation, which
 * then shows the bytes.
 */
final class LoadedClassScanner {

  /**
   * Comparing with the names of all classes takes milliseconds: who misses more has read enough.
   */
  private static final int MOST_SEARCHES = 200;

  private final Instrumentation instrumentation;
  private final ClassFilter filter;
  private final ClassRewriter rewriter;

  LoadedClassScanner(Instrumentation instrumentation, ClassFilter filter, ClassRewriter rewriter) {
    this.instrumentation = instrumentation;
    this.filter = filter;
    this.rewriter = rewriter;
  }

  /** Loaded classes that any of these tracepoints may belong into, with those; a superset. */
  Map<Class<?>, List<LiveTracepoint>> find(WantedTracepoints wanted) {
    Map<Class<?>, List<LiveTracepoint>> found = new LinkedHashMap<>();
    if (wanted.isEmpty()) {
      return found;
    }
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (!wanted.mayHold(type.getName())) {
        continue;
      }
      Optional<String> refusal = filter.refusal(type.getClassLoader(), type.getName());
      if (refusal.isPresent()) {
        refuse(type, wanted, refusal.get());
      } else if (filter.accepts(type, instrumentation)) {
        Optional<byte[]> classFile = classFile(type);
        Optional<ClassFileSummary> summary = classFile.flatMap(ClassFileSummary::read);
        List<Wanted> matching = summary.map(wanted::in).orElse(List.of());
        if (!matching.isEmpty() || (summary.isEmpty() && isNamedAlike(type, wanted))) {
          matching.forEach(match -> match.tracepoint().findings().found());
          if (!isRefused(type, classFile, matching)) {
            found.put(
                type,
                summary.isEmpty()
                    ? wanted.near(type)
                    : matching.stream().map(Wanted::tracepoint).toList());
          }
        }
      }
    }
    return found;
  }

  /** Those of them that no tracepoint has seen yet, and that have no probe of it: loaded late. */
  List<Class<?>> findMissed(WantedTracepoints wanted, ClassAnchor anchor) {
    List<Class<?>> missed = new ArrayList<>();
    find(wanted)
        .forEach(
            (type, tracepoints) -> {
              boolean isMissed =
                  tracepoints.stream()
                      .anyMatch(
                          tracepoint ->
                              tracepoint.findings().isUnseen(type.getName())
                                  && anchor.of(type).probesOf(tracepoint).isEmpty());
              if (isMissed) {
                missed.add(type);
              }
            });
    return missed;
  }

  /** Whether a defect of the JVM forbids to retransform the class, even back to what it is. */
  private boolean isRefused(Class<?> type, Optional<byte[]> classFile, List<Wanted> matching) {
    return type.isRecord()
        && !matching.isEmpty()
        && classFile.isPresent()
        && rewriter.refuses(classFile.get(), type.getName(), matching);
  }

  /**
   * Tells those tracepoints that mean this class. A file without a folder may well be one of the
   * application's that is to load yet.
   */
  private static void refuse(Class<?> type, WantedTracepoints wanted, String reason) {
    String name = simple(outermost(type.getName()));
    for (WantedFile file : wanted.named(name)) {
      String path = file.match().path();
      if (path.indexOf('/') > 0 && stem(path).equals(name) && file.mayHold(type.getName())) {
        file.tracepoints()
            .forEach(tracepoint -> tracepoint.findings().refused(type.getName(), reason));
      }
    }
  }

  /** Names of loaded files that are most like the one that a tracepoint names. */
  void suggestFiles(List<LiveTracepoint> tracepoints) {
    List<LiveTracepoint> lost =
        tracepoints.stream().filter(tracepoint -> !tracepoint.findings().hasClasses()).toList();
    if (lost.isEmpty()) {
      return;
    }
    SimilarFiles files = new SimilarFiles();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() != null && filter.accepts(type, instrumentation)) {
        files.add(type.getName());
      }
    }
    Map<String, List<String>> similar = new HashMap<>();
    for (LiveTracepoint tracepoint : lost) {
      String path = tracepoint.tracepoint().location().path();
      if (similar.size() < MOST_SEARCHES || similar.containsKey(path)) {
        tracepoint.findings().similarFiles(similar.computeIfAbsent(path, files::to));
      }
    }
  }

  private static boolean isNamedAlike(Class<?> type, WantedTracepoints wanted) {
    String name = simple(outermost(type.getName()));
    return wanted.files().stream()
        .anyMatch(file -> name.startsWith(stem(file.match().path())) || isMapped(file));
  }

  /** A JSP's class is named after its page, in a manner of the container's own. */
  private static boolean isMapped(WantedFile file) {
    return !file.match().path().endsWith(".java");
  }

  private static Optional<byte[]> classFile(Class<?> type) {
    String resource = type.getName().replace('.', '/') + ".class";
    ClassLoader loader = type.getClassLoader();
    try (InputStream in =
        loader == null
            ? ClassLoader.getSystemResourceAsStream(resource)
            : loader.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException | RuntimeException | LinkageError unreadable) {
      // A closed or broken loader of the application's: the class then counts as one without a
      // resource.
      return Optional.empty();
    }
  }

  private static String outermost(String className) {
    int dollar = className.indexOf('$', className.lastIndexOf('.') + 2);
    return dollar < 0 ? className : className.substring(0, dollar);
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  private static String stem(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.lastIndexOf('.');
    return dot < 0 ? file : file.substring(0, dot);
  }
}
