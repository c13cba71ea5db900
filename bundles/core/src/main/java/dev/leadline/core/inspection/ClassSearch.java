package dev.leadline.core.inspection;

import dev.leadline.core.application.LoaderName;
import dev.leadline.core.installation.ClassFiles;
import dev.leadline.core.installation.ClassFilter;
import dev.leadline.core.installation.SimilarFiles;
import dev.leadline.core.instrumentation.classfile.ClassFileSummary;
import dev.leadline.core.instrumentation.classfile.LineMapping;
import dev.leadline.core.instrumentation.classfile.SourceFileMatch;
import dev.leadline.sdk.code.SourceFile;
import dev.leadline.sdk.code.SourceFile.LoadedClass;
import dev.leadline.sdk.tracepoint.Location;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds loaded classes that may have probes. Any thread but the application's. */
final class ClassSearch {

  private static final Pattern SOURCE = Pattern.compile("\\.(java|kt|groovy|scala|jsp)$");

  private final Instrumentation instrumentation;
  private final ClassFilter filter;
  private final ClassFiles files;

  ClassSearch(Instrumentation instrumentation, ClassFilter filter, ClassFiles files) {
    this.instrumentation = instrumentation;
    this.filter = filter;
    this.files = files;
  }

  /**
   * A class of a file.
   *
   * @param type the class
   * @param bytes its class file
   * @param mapping how its lines relate to the file's
   */
  @SuppressWarnings("ArrayRecordComponent") // a class file is bytes; never compared
  record Found(Class<?> type, byte[] bytes, LineMapping mapping) {}

  /** The classes of the file that the location names, sorted by name. */
  List<Found> classesAt(Location location) {
    SourceFileMatch match = SourceFileMatch.of(location);
    List<Found> found = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (mayBeOf(type, match, location) && filter.accepts(type, instrumentation)) {
        files
            .of(type)
            .ifPresent(
                bytes ->
                    ClassFileSummary.read(bytes)
                        .flatMap(match::match)
                        .ifPresent(mapping -> found.add(new Found(type, bytes, mapping))));
      }
    }
    found.sort(Comparator.comparing(each -> each.type().getName()));
    return found;
  }

  /** Only Java's compilers keep files in the folder of their package: that spares most classes. */
  private static boolean mayBeOf(Class<?> type, SourceFileMatch match, Location location) {
    String path = match.path();
    int slash = path.lastIndexOf('/');
    if (slash < 0 || !path.endsWith(".java") || location.className().isPresent()) {
      return true;
    }
    String folder = path.substring(0, slash);
    String ofClass = type.getPackageName().replace('.', '/');
    return ofClass.equals(folder)
        || ofClass.endsWith("/" + folder)
        || folder.endsWith("/" + ofClass);
  }

  /** Files by a part of a class's or file's name. */
  List<SourceFile> find(String pattern, int most) {
    Pattern wanted = regex(pattern);
    Map<String, List<Class<?>>> candidates = new TreeMap<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      String name = outermost(type.getName());
      if (wanted.matcher(name).find() && filter.accepts(type, instrumentation)) {
        candidates.computeIfAbsent(name, key -> new ArrayList<>()).add(type);
      }
    }
    Map<String, List<LoadedClass>> byPath = new TreeMap<>();
    for (List<Class<?>> classes : candidates.values()) {
      if (byPath.size() >= most) {
        break;
      }
      for (Class<?> type : classes) {
        byPath
            .computeIfAbsent(path(type), key -> new ArrayList<>())
            .add(new LoadedClass(type.getName(), LoaderName.of(type.getClassLoader())));
      }
    }
    List<SourceFile> found = new ArrayList<>();
    byPath.forEach(
        (path, classes) -> {
          classes.sort(Comparator.comparing(LoadedClass::name).thenComparing(LoadedClass::loader));
          found.add(new SourceFile(path, classes));
        });
    return found;
  }

  private static Pattern regex(String pattern) {
    String plain = SOURCE.matcher(pattern.strip()).replaceFirst("").replace('/', '.');
    StringBuilder regex = new StringBuilder();
    for (String literal : plain.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }

  private String path(Class<?> type) {
    String folder = type.getPackageName().replace('.', '/');
    Optional<String> file =
        files
            .ofResource(type)
            .flatMap(ClassFileSummary::read)
            .flatMap(ClassFileSummary::sourceFile);
    String name = outermost(type.getName());
    return (folder.isEmpty() ? "" : folder + "/")
        + file.orElse(name.substring(name.lastIndexOf('.') + 1));
  }

  /** Why the loaded class that a path names may not have probes; empty when nothing forbids it. */
  Optional<String> refusal(String path) {
    String name = SOURCE.matcher(path).replaceFirst("").replace('/', '.');
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getName().equals(name)) {
        Optional<String> refusal = filter.refusal(type.getClassLoader(), name);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Optional.empty();
  }

  /** Paths of loaded files that are named most like this one. */
  List<String> similar(String path) {
    SimilarFiles files = new SimilarFiles();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (filter.accepts(type, instrumentation)) {
        files.add(type.getName());
      }
    }
    return files.to(path);
  }

  private static String outermost(String className) {
    int dollar = className.indexOf('$', className.lastIndexOf('.') + 2);
    return dollar < 0 ? className : className.substring(0, dollar);
  }
}
