package dev.leadline.sdk.tracepoint;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A probe: one tracepoint installed at one code point of one loaded class.
 *
 * @param className binary name of the class
 * @param loader the class's loader: its name, such as {@code app}, or its class and identity
 * @param method name and parameter types, such as {@code create(String)}
 * @param line source line of the code point; 0 when unknown
 * @param live whether its code is linked to its compiled expressions, so that hits are recorded
 * @param variables names in scope at the code point
 */
public record ProbeStatus(
    String className,
    String loader,
    String method,
    int line,
    boolean live,
    List<String> variables) {
  public ProbeStatus {
    requireNonNull(className, "className");
    requireNonNull(loader, "loader");
    requireNonNull(method, "method");
    variables = List.copyOf(variables);
  }
}
