package dev.leadline.shell.code;

import dev.leadline.sdk.code.CodeInspector;
import dev.leadline.sdk.code.CodeLine;
import dev.leadline.sdk.code.CodeListing;
import dev.leadline.sdk.code.ScopeVariable;
import dev.leadline.sdk.code.SourceFile;
import dev.leadline.shell.argument.PlaceArgument;
import dev.leadline.shell.command.Candidate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Completes files, lines with code, methods, and variables in scope. */
public final class PlaceCompletion {

  private static final int MOST_FILES = 60;

  private final CodeInspector inspector;

  public PlaceCompletion(CodeInspector inspector) {
    this.inspector = inspector;
  }

  /** Files, then {@code FILE:LINE} and {@code FILE#METHOD}. */
  public List<Candidate> places(String typed) {
    int end = Math.max(typed.lastIndexOf(':'), typed.lastIndexOf('#'));
    if (end < 0) {
      return files(typed, false);
    }
    String file = typed.substring(0, end);
    return typed.charAt(end) == ':' ? lines(file) : methods(file);
  }

  /**
   * Files whose path begins with what is typed, or has it at the beginning of its name.
   *
   * @param areComplete whether nothing follows a file
   */
  public List<Candidate> files(String typed, boolean areComplete) {
    List<Candidate> files = new ArrayList<>();
    for (SourceFile file : inspector.find(typed, MOST_FILES)) {
      files.add(new Candidate(file.path() + (areComplete ? "" : ":"), "", areComplete));
      // A short name is a place too; and one that the shell can go on from.
      String name = file.path().substring(file.path().lastIndexOf('/') + 1);
      if (name.startsWith(typed) && !typed.isEmpty() && !name.equals(file.path())) {
        files.add(new Candidate(name + (areComplete ? "" : ":"), file.path(), areComplete));
      }
    }
    return files;
  }

  private List<Candidate> lines(String file) {
    Map<Integer, String> lines = new TreeMap<>();
    for (CodeLine line : listing(file).map(CodeListing::lines).orElse(List.of())) {
      lines.merge(line.line(), line.method(), (first, second) -> first);
    }
    return lines.entrySet().stream()
        .map(line -> new Candidate(file + ":" + line.getKey(), line.getValue(), true))
        .toList();
  }

  private List<Candidate> methods(String file) {
    Set<String> methods = new LinkedHashSet<>();
    for (CodeLine line : listing(file).map(CodeListing::lines).orElse(List.of())) {
      String name = line.method().substring(0, line.method().indexOf('('));
      if (!name.startsWith("lambda$") && !name.equals("<clinit>")) {
        methods.add(name);
      }
    }
    return methods.stream().map(name -> Candidate.of(file + "#" + name)).toList();
  }

  private Optional<CodeListing> listing(String file) {
    try {
      return Optional.of(inspector.lines(file, 1, Integer.MAX_VALUE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * Names that an expression may begin with, or go on with behind what is typed.
   *
   * @param place as it was typed
   * @param prefix what stands before the expression in the word, such as {@code tier=}
   * @param typed the expression so far
   */
  public List<Candidate> variables(String place, String prefix, String typed) {
    int start = typed.length();
    while (start > 0 && Character.isJavaIdentifierPart(typed.charAt(start - 1))) {
      start--;
    }
    if (start > 0 && typed.charAt(start - 1) == '.') {
      // A member of something: its type is not known before it compiles.
      return List.of();
    }
    String before = prefix + typed.substring(0, start);
    return inScope(place).entrySet().stream()
        .map(name -> new Candidate(before + name.getKey(), name.getValue(), false))
        .toList();
  }

  private Map<String, String> inScope(String place) {
    Map<String, String> names = new LinkedHashMap<>();
    Optional<PlaceArgument> at = PlaceArgument.parse(place);
    if (at.isEmpty()) {
      return names;
    }
    Optional<CodeListing> listing = listing(at.get().file());
    for (CodeLine line : listing.map(CodeListing::lines).orElse(List.of())) {
      boolean isThere =
          at.get().method().isPresent()
              ? line.method().startsWith(at.get().method().get() + "(")
              : line.line() == at.get().line();
      if (isThere) {
        line.variables().forEach(variable -> names.put(variable.name(), variable.type()));
        if (names.containsKey("this")) {
          listing
              .map(it -> it.fields().getOrDefault(line.className(), List.of()))
              .orElse(List.of())
              .forEach(field -> names.putIfAbsent(field.name(), field.type() + ", a field"));
        }
      }
      if (isThere && at.get().method().isPresent()) {
        // The first line of a method has its parameters; what comes later is not in scope yet.
        break;
      }
    }
    return names;
  }

  /** {@code int count, List<Item> items}. */
  static String text(List<ScopeVariable> variables) {
    return variables.stream()
        .map(variable -> variable.type() + " " + variable.name())
        .collect(Collectors.joining(", "));
  }
}
