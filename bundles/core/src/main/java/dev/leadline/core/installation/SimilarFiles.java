package dev.leadline.core.installation;

import dev.leadline.sdk.problem.NearestName;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds loaded files that are named like one that is not there. One per search, one thread, not the
 * application's: it goes through the names of all loaded classes.
 */
public final class SimilarFiles {

  private static final int MOST_SIMILAR = 3;

  /** A name of fewer letters is the start of too many others. */
  private static final int SHORTEST_START = 4;

  /** Edits reach only names of about the same length, which spares most comparisons. */
  private final NavigableMap<Integer, Set<String>> namesByLength = new TreeMap<>();

  /** A class that is loaded; nested ones count as the one around them. */
  public void add(String className) {
    String name = outermost(className);
    namesByLength.computeIfAbsent(simple(name).length(), length -> new TreeSet<>()).add(name);
  }

  /**
   * Those most like the path, best first: by the file's name, then by the package. As paths without
   * an extension.
   */
  public List<String> to(String path) {
    String wanted = stem(path);
    String folder = path.substring(0, Math.max(0, path.lastIndexOf('/'))).replace('/', '.');
    int most = Math.max(2, wanted.length() / 3);
    return namesByLength.tailMap(wanted.length() - most).values().stream()
        .flatMap(Set::stream)
        .filter(name -> isNear(simple(name), wanted, most))
        .sorted(
            Comparator.comparing(SimilarFiles::simple, NearestName.nearestFirst(wanted))
                .thenComparingInt(name -> packageDistance(folder, packageOf(name)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST_SIMILAR)
        .map(name -> name.replace('.', '/'))
        .toList();
  }

  /** A name that only goes on behind the wanted one is near, too. */
  private static boolean isNear(String simple, String wanted, int most) {
    return (wanted.length() >= SHORTEST_START && simple.startsWith(wanted))
        || (simple.length() - wanted.length() <= most
            && NearestName.distance(simple, wanted) <= most);
  }

  /** Of their ends: a path may start above the package, or within it. */
  private static int packageDistance(String folder, String packageName) {
    String[] left = folder.isEmpty() ? new String[0] : folder.split("\\.", -1);
    String[] right = packageName.isEmpty() ? new String[0] : packageName.split("\\.", -1);
    int common = Math.min(left.length, right.length);
    return NearestName.distance(end(left, common), end(right, common));
  }

  private static String end(String[] parts, int count) {
    return String.join(".", Arrays.asList(parts).subList(parts.length - count, parts.length));
  }

  private static String outermost(String className) {
    int dollar = className.indexOf('$', className.lastIndexOf('.') + 2);
    return dollar < 0 ? className : className.substring(0, dollar);
  }

  private static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
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
