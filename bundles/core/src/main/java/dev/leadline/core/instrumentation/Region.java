package dev.leadline.core.instrumentation;

import dev.leadline.core.instrumentation.flow.CodeBlock;
import dev.leadline.core.instrumentation.flow.CodeEdge;
import dev.leadline.core.instrumentation.flow.LineEntries;
import dev.leadline.core.instrumentation.flow.LocalVariable;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The code whose end a request records: a line or a whole method. Control enters it at its
 * beginnings only, so each way out of it ends exactly one execution.
 *
 * <p>A line's region is its own code and what runs in between: of a call that is spread over lines
 * the arguments' lines, of a {@code for} the body, as long as the line goes on afterwards.
 */
final class Region {

  private final ProbeRequest request;
  private final BitSet blocks;
  private final @Nullable LineEntries line;
  private final List<LocalVariable> variables;
  private final int firstLine;
  private int startTimeSlot = -1;

  private Region(
      ProbeRequest request,
      BitSet blocks,
      @Nullable LineEntries line,
      List<LocalVariable> variables,
      int firstLine) {
    this.request = request;
    this.blocks = blocks;
    this.line = line;
    this.variables = List.copyOf(variables);
    this.firstLine = firstLine;
  }

  /**
   * @param variables in scope wherever the line begins
   * @param prologue blocks before {@code super(..)}
   */
  static Region ofLine(
      ProbeRequest request,
      LineEntries line,
      int blockCount,
      BitSet prologue,
      List<LocalVariable> variables) {
    BitSet blocks = new BitSet(blockCount);
    Deque<CodeBlock> open = new ArrayDeque<>();
    for (CodeBlock block : line.ownBlocks()) {
      blocks.set(block.index());
      open.add(block);
    }
    while (!open.isEmpty()) {
      for (CodeEdge edge : open.remove().incoming()) {
        CodeBlock from = edge.from();
        if (from != null && !line.isBeginning(edge) && !blocks.get(from.index())) {
          blocks.set(from.index());
          open.add(from);
        }
      }
    }
    blocks.andNot(prologue);
    return new Region(request, blocks, line, variables, request.location().line());
  }

  static Region ofMethod(
      ProbeRequest request,
      int blockCount,
      BitSet prologue,
      List<LocalVariable> variables,
      int firstLine) {
    BitSet blocks = new BitSet(blockCount);
    blocks.set(0, blockCount);
    blocks.andNot(prologue);
    return new Region(request, blocks, null, variables, firstLine);
  }

  ProbeRequest request() {
    return request;
  }

  boolean isMethod() {
    return line == null;
  }

  boolean contains(CodeBlock block) {
    return blocks.get(block.index());
  }

  /** Whether taking the edge ends an execution. */
  boolean isEnd(CodeEdge edge) {
    CodeBlock from = edge.from();
    return from != null
        && contains(from)
        && (!contains(edge.to()) || (line != null && line.isBeginning(edge)));
  }

  /** What can be read however the region ends, where the verifier agrees. */
  List<LocalVariable> variables() {
    return variables;
  }

  /** Line that its probes are reported at. */
  int firstLine() {
    return firstLine;
  }

  boolean needsStartTime() {
    return request.identifiers().contains(ProbeVariable.RUNTIME)
        || request.identifiers().contains(ProbeVariable.RUNTIME_SECONDS);
  }

  boolean needsResult() {
    return request.identifiers().contains(ProbeVariable.RETURNED);
  }

  boolean needsThrown() {
    return request.identifiers().contains(ProbeVariable.THROWN);
  }

  /** Local variable slot of the start time, or -1. */
  int startTimeSlot() {
    return startTimeSlot;
  }

  void setStartTimeSlot(int slot) {
    startTimeSlot = slot;
  }
}
