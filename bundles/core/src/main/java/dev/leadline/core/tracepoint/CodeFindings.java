package dev.leadline.core.tracepoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was found out about a tracepoint's code: the classes of its file, lines near the one that
 * has no code, and classes that cannot be instrumented. Bounded; holds names only. Safe on any
 * thread.
 */
public final class CodeFindings {

  private static final int MOST_CLASSES = 100;
  private static final int MOST_LINES = 4;

  private boolean hasClasses;
  private final TreeSet<String> withoutCode = new TreeSet<>();
  private final TreeMap<Integer, String> nearestLines = new TreeMap<>();
  private final Map<String, String> refusals = new TreeMap<>();
  private final Map<String, String> drifts = new TreeMap<>();
  private List<String> nearestFiles = List.of();

  /** A class of the tracepoint's file is loaded. */
  public synchronized void found() {
    hasClasses = true;
  }

  /** The class has no code at the place; these lines of it have. */
  public synchronized void missed(String className, int wanted, List<Integer> linesWithCode) {
    found();
    if (withoutCode.size() < MOST_CLASSES) {
      withoutCode.add(className);
    }
    for (int line : linesWithCode) {
      nearestLines.put(line, className);
    }
    while (nearestLines.size() > MOST_LINES) {
      boolean firstIsFarther =
          Math.abs(nearestLines.firstKey() - wanted) > Math.abs(nearestLines.lastKey() - wanted);
      nearestLines.remove(firstIsFarther ? nearestLines.firstKey() : nearestLines.lastKey());
    }
  }

  /** The class was not instrumented, for this reason. */
  public synchronized void refused(String className, String reason) {
    found();
    if (refusals.size() < MOST_CLASSES) {
      refusals.put(className, reason);
    }
  }

  /** No class of the file is loaded; these files are named alike. */
  public synchronized void similarFiles(List<String> files) {
    nearestFiles = List.copyOf(files);
  }

  /** In the source that was found for the class, the line has the text that was declared. */
  public synchronized void sameText(String className) {
    drifts.remove(className);
  }

  /** In the source that was found for the class, the line has another text. */
  public synchronized void otherText(String className, String difference) {
    if (drifts.size() < MOST_CLASSES) {
      drifts.put(className, difference);
    }
  }

  /** How the line's text differs from the declared one, where that is known. */
  public synchronized Optional<String> drift() {
    return drifts.values().stream().findFirst();
  }

  /** Whether neither {@link #missed} nor {@link #refused} was told of the class. */
  public synchronized boolean isUnseen(String className) {
    return !refusals.containsKey(className) && !withoutCode.contains(className);
  }

  public synchronized boolean hasClasses() {
    return hasClasses;
  }

  /** The first refusal, as {@code class: reason}. */
  public synchronized Optional<String> refusal() {
    return refusals.entrySet().stream()
        .findFirst()
        .map(entry -> entry.getKey() + ": " + entry.getValue());
  }

  public synchronized List<Integer> nearestLines() {
    return List.copyOf(nearestLines.keySet());
  }

  public synchronized List<String> nearestFiles() {
    return nearestFiles;
  }
}
