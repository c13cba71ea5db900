package dev.leadline.core.instrumentation.flow;

import java.util.ArrayList;
import java.util.List;

/** Instructions of one line that run one after the other, all under the same exception handlers. */
public final class CodeBlock {

  private final int index;
  private final int start;
  private final int end;
  private final int line;
  private final List<CodeEdge> incoming = new ArrayList<>(2);
  private final List<CodeEdge> outgoing = new ArrayList<>(2);

  CodeBlock(int index, int start, int end, int line) {
    this.index = index;
    this.start = start;
    this.end = end;
    this.line = line;
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
