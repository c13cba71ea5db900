package dev.leadline.sdk.code;

import dev.leadline.sdk.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The code of a file, or of a part of it.
 *
 * @param lines in their order
 * @param fields by class: what expressions read through {@code this} without naming it, in the
 *     methods of that class that have a {@code this}
 * @param problems why there is nothing, or not all: no class is loaded, a class cannot be read
 */
public record CodeListing(
    List<CodeLine> lines, SortedMap<String, List<ScopeVariable>> fields, List<Problem> problems) {
  public CodeListing {
    lines = List.copyOf(lines);
    SortedMap<String, List<ScopeVariable>> copy = new TreeMap<>();
    fields.forEach((name, ofClass) -> copy.put(name, List.copyOf(ofClass)));
    fields = Collections.unmodifiableSortedMap(copy);
    problems = List.copyOf(problems);
  }
}
