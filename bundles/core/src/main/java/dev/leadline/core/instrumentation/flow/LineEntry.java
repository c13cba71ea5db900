package dev.leadline.core.instrumentation.flow;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A block at whose start executions of a line begin.
 *
 * @param block the block
 * @param bypassing the edges that lead to it but begin nothing
 */
public record LineEntry(CodeBlock block, List<CodeEdge> bypassing) {
  public LineEntry {
    requireNonNull(block, "block");
    bypassing = List.copyOf(bypassing);
  }
}
