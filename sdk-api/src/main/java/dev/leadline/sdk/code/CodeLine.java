package dev.leadline.sdk.code;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A line that has code, in one method. A line with a lambda is there twice: in the method that has
 * it, and in the lambda's own.
 *
 * @param line source line
 * @param className binary name
 * @param method name and parameter types, such as {@code sell(String, int)}
 * @param variables in scope where the line begins, {@code this} included
 * @param areNamesKnown whether the class file has variable names; else they are {@code param0}..
 */
public record CodeLine(
    int line,
    String className,
    String method,
    List<ScopeVariable> variables,
    boolean areNamesKnown) {
  public CodeLine {
    requireNonNull(className, "className");
    requireNonNull(method, "method");
    variables = List.copyOf(variables);
  }
}
