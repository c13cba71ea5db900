package dev.leadline.core.instrumentation.classfile;

import dev.leadline.sdk.tracepoint.Location;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a class was compiled from the file that a location names.
 *
 * <p>The location's path is stripped of the source root, and of everything up to {@code
 * src/main/<lang>/} or {@code src/test/<lang>/}. A class matches when its package and {@code
 * SourceFile} are that path or end with it at a {@code /}; so do the files of its source map. A
 * class without {@code SourceFile} is taken by its name up to the first {@code $}. A location with
 * a class name matches that class and what is nested in it, whatever the file.
 *
 * <p>Immutable; on the application's threads. A class that does not match costs two string
 * comparisons.
 */
public final class SourceFileMatch {

  private static final Pattern SOURCE_FOLDER = Pattern.compile("(?:.*/)?src/(?:main|test)/[^/]+/");
  private static final Pattern DOT_SEGMENT = Pattern.compile("(?:^|(?<=/))\\./");

  private final String path;
  private final String stem;
  private final Optional<String> className;

  private SourceFileMatch(String path, Optional<String> className) {
    this.path = path;
    this.stem = withoutExtension(path);
    this.className = className;
  }

  public static SourceFileMatch of(Location location) {
    String path = normalised(location.path());
    String inRoot = location.sourceRoot().map(root -> withoutRoot(path, root)).orElse(path);
    Matcher folder = SOURCE_FOLDER.matcher(inRoot);
    return new SourceFileMatch(
        folder.lookingAt() ? inRoot.substring(folder.end()) : inRoot,
        location.className().map(name -> name.replace('.', '/').trim()));
  }

  /**
   * For an index of many files: a class matches only when one of its {@link #words} is among these.
   */
  public Set<String> keys() {
    return className
        .map(name -> Set.of(outermost(name)))
        .orElseGet(() -> new HashSet<>(List.of(lastSegment(path), lastSegment(stem))));
  }

  /** What a class is found by in an index of files by their {@link #keys}. Costs a few strings. */
  public static Set<String> words(ClassFileSummary summary) {
    Set<String> words = new HashSet<>();
    words.add(outermost(summary.name()));
    summary.sourceFile().ifPresent(file -> words.add(lastSegment(file)));
    summary
        .debugExtension()
        .flatMap(SourceMap::parse)
        .ifPresent(
            map ->
                map.files()
                    .forEach(
                        file -> {
                          words.add(lastSegment(file.path()));
                          words.add(lastSegment(file.nameInFolderOfPath()));
                        }));
    return words;
  }

  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The simple name of the class that is nested in no other. */
  private static String outermost(String internalName) {
    String simple = lastSegment(internalName);
    int dollar = simple.indexOf('$', 1);
    return dollar < 0 ? simple : simple.substring(0, dollar);
  }

  /** The path that classes are compared with, such as {@code com/acme/Foo.java}. */
  public String path() {
    return path;
  }

  /**
   * Whether, and how the class's line numbers relate to the location's; empty when the class is not
   * of that file.
   */
  public Optional<LineMapping> match(ClassFileSummary summary) {
    if (summary.isModule()) {
      return Optional.empty();
    }
    if (className.isPresent()) {
      return isOrIsNestedIn(summary.name(), className.get())
          ? Optional.of(mappingOfOwnFile(summary))
          : Optional.empty();
    }
    if (isOwnFile(summary)) {
      return Optional.of(mappingOfOwnFile(summary));
    }
    return summary.debugExtension().flatMap(SourceMap::parse).flatMap(this::mappingOfMappedFile);
  }

  private boolean isOwnFile(ClassFileSummary summary) {
    Optional<String> file = summary.sourceFile();
    String name = summary.name();
    if (file.isPresent()) {
      int slash = name.lastIndexOf('/');
      return endsAtBoundary(name, slash + 1, file.get(), path);
    }
    int dollar = name.indexOf('$', name.lastIndexOf('/') + 2);
    String outermost = dollar < 0 ? name : name.substring(0, dollar);
    return endsAtBoundary("", 0, outermost, stem);
  }

  /** Kotlin's classes map lines of their own file too, those of inlined functions. */
  private LineMapping mappingOfOwnFile(ClassFileSummary summary) {
    Optional<SourceMap> map = summary.debugExtension().flatMap(SourceMap::parse);
    // One for each class of the file that code comes from.
    List<SourceMapFile> files =
        map.stream()
            .flatMap(all -> all.files().stream())
            .filter(
                file ->
                    summary.sourceFile().filter(file.name()::equals).isPresent()
                        && file.nameInFolderOfPath()
                            .startsWith(folderPrefix(summary.packagePath())))
            .toList();
    return files.isEmpty() ? LineMapping.SAME : new LineMapping.Mapped(map.orElseThrow(), files);
  }

  private Optional<LineMapping> mappingOfMappedFile(SourceMap map) {
    List<SourceMapFile> files =
        map.files().stream()
            .filter(
                file ->
                    endsAtBoundary("", 0, file.path(), path)
                        || endsAtBoundary("", 0, file.nameInFolderOfPath(), path))
            .toList();
    return files.isEmpty() ? Optional.empty() : Optional.of(new LineMapping.Mapped(map, files));
  }

  /** Whether {@code prefix[0, length) + name} is the suffix, or ends with it after a {@code /}. */
  private static boolean endsAtBoundary(String prefix, int length, String name, String suffix) {
    int inPrefix = suffix.length() - name.length();
    if (inPrefix <= 0) {
      return name.endsWith(suffix)
          && (inPrefix == 0 || name.charAt(name.length() - suffix.length() - 1) == '/');
    }
    return suffix.endsWith(name)
        && inPrefix <= length
        && prefix.regionMatches(length - inPrefix, suffix, 0, inPrefix)
        && (inPrefix == length || prefix.charAt(length - inPrefix - 1) == '/');
  }

  /** Its name may occur in that of a package too, so each place is looked at. */
  private static boolean isOrIsNestedIn(String name, String wanted) {
    for (int at = name.indexOf(wanted); at >= 0; at = name.indexOf(wanted, at + 1)) {
      int end = at + wanted.length();
      if ((at == 0 || name.charAt(at - 1) == '/')
          && (end == name.length() || name.charAt(end) == '$')) {
        return true;
      }
    }
    return false;
  }

  private static String folderPrefix(String packagePath) {
    return packagePath.isEmpty() ? "" : packagePath + "/";
  }

  private static String normalised(String path) {
    String slashes = path.trim().replace('\\', '/');
    String plain = DOT_SEGMENT.matcher(slashes).replaceAll("");
    return plain.startsWith("/") ? plain.substring(1) : plain;
  }

  private static String withoutRoot(String path, String sourceRoot) {
    String root = normalised(sourceRoot);
    String prefix = root.isEmpty() || root.endsWith("/") ? root : root + "/";
    return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
  }

  private static String withoutExtension(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
  }

  @Override
  public String toString() {
    return className.map(name -> "classes of " + name).orElse("classes of file " + path);
  }
}
