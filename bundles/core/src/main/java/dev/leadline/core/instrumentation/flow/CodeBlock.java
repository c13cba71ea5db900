package dev.leadline.core.instrumentation.flow;

import java.util.ArrayList;
import java.util.List;

/** Instructions of one line that run one after the other, all under the same exception handlers. */
public final class CodeBlock {

  private final int index;
  private final int start;
  private final int end;
  private final int line;
  private final int scope;
  private final int depth;
  private final List<CodeEdge> incoming = new ArrayList<>(2);
  private final List<CodeEdge> outgoing = new ArrayList<>(2);

  CodeBlock(int index, int start, int end, int line, int scope, int depth) {
    this.index = index;
    this.start = start;
    this.end = end;
    this.line = line;
    this.scope = scope;
    this.depth = depth;
  }

  /** Position among the method's blocks, in the order of the code. */
  public int index() {
    return index;
  }

  /** First instruction. */
  public int start() {
    return start;
  }

  /** Behind the last instruction. */
  public int end() {
    return end;
  }

  /** Line in the class's line table; 0 when none. */
  public int line() {
    return line;
  }

  /** The inlined body that it belongs to; see {@link InlineScopes}. */
  public int scope() {
    return scope;
  }

  /** How many inlined bodies it is in. */
  int depth() {
    return depth;
  }

  public List<CodeEdge> incoming() {
    return incoming;
  }

  public List<CodeEdge> outgoing() {
    return outgoing;
  }

  @Override
  public String toString() {
    return "[" + start + "," + end + ") line " + line;
  }
}
