package dev.leadline.core.instrumentation.flow;

import dev.leadline.core.instrumentation.classfile.LineRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Where executions of a line begin.
 *
 * <p>A line has several ranges in the line table. Control that enters one of them from another line
 * begins an execution, unless
 *
 * <ul>
 *   <li>another block of the line is passed on every way there (dominates it): the update part of a
 *       {@code for}, the rest of a call that is spread over lines. Copies of a finally block don't
 *       dominate each other, so each is an execution of its own;
 *   <li>it jumps into the middle of the range to go on with an expression: values of that
 *       expression are on the stack, or a boolean is made there that the line's own tests make too.
 *       Compilers mark the last line of {@code a ? b : c} or {@code a && b}, but not where its
 *       value is used.
 * </ul>
 *
 * <p>Control that comes from the same line begins an execution only by a jump back to the start of
 * the range that it is in: the line is a loop, or the whole body of one. Where a compiler puts the
 * test of such a loop behind its body, it is the way from the body into the test.
 *
 * <p>An inlined body of Kotlin's is taken as a method of its own. A line in which a function of
 * Kotlin's is suspended goes on when that is resumed, in another call of the method.
 *
 * <p>A range that is only a jump into the same line is not code of the line: some compilers put the
 * test of a loop behind its body, and jump there first.
 */
public final class LineEntries {

  private final CodeBlocks code;
  private final Dominators dominators;

  /** As if nothing were ever resumed: what goes on in another call has not begun there. */
  private final Dominators firstCall;

  private final StackHeights stack;
  private final LineRange lines;
  private final int scope;
  private final BitSet members = new BitSet();
  private final Map<CodeBlock, LineEntry> entries = new LinkedHashMap<>();
  private final Set<CodeEdge> counted = new HashSet<>();

  public LineEntries(
      CodeBlocks code, Dominators dominators, StackHeights stack, LineRange lines, int scope) {
    this.code = code;
    this.dominators = dominators;
    Set<CodeEdge> resumptions = Resumptions.in(code);
    this.firstCall = resumptions.isEmpty() ? dominators : new Dominators(code, resumptions);
    this.stack = stack;
    this.lines = lines;
    this.scope = scope;
    for (CodeBlock block : code.blocks()) {
      if (isOfLine(block) && !isJumpIntoLine(block)) {
        members.set(block.index());
      }
    }
    for (CodeBlock block : code.blocks()) {
      if (contains(block)
          && firstCall.isReachable(block)
          && !firstCall.isDominatedBy(this::contains, block)) {
        enter(block);
      }
    }
  }

  /** Whether the block is code of the line. */
  public boolean contains(CodeBlock block) {
    return members.get(block.index());
  }

  /**
   * The blocks of the line that run in its executions only: without what an expression of another
   * line goes on with.
   */
  public Set<CodeBlock> ownBlocks() {
    Set<CodeBlock> own = new LinkedHashSet<>();
    code.blocks().stream().filter(this::contains).forEach(own::add);
    boolean changed = true;
    while (changed) {
      changed =
          own.removeIf(
              block ->
                  block.incoming().stream()
                          .anyMatch(edge -> !counted.contains(edge) && isForeign(edge, own))
                      && !dominators.isDominatedBy(own::contains, block));
    }
    return own;
  }

  private static boolean isForeign(CodeEdge edge, Set<CodeBlock> own) {
    CodeBlock from = edge.from();
    return from == null || !own.contains(from);
  }

  public List<LineEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** Whether taking the edge begins an execution of the line. */
  public boolean isBeginning(CodeEdge edge) {
    return counted.contains(edge);
  }

  private void enter(CodeBlock block) {
    List<CodeEdge> others = new ArrayList<>();
    boolean begins = false;
    for (CodeEdge edge : block.incoming()) {
      if (isInner(edge) ? isLoop(edge) || isTestAgain(edge) : !goesOn(edge)) {
        counted.add(edge);
        begins = true;
      } else {
        others.add(edge);
      }
    }
    if (begins) {
      entries.put(block, new LineEntry(block, others));
    }
  }

  /** Whether control comes into the middle of a range to go on with an expression. */
  private boolean goesOn(CodeEdge edge) {
    CodeBlock target = edge.to();
    CodeBlock from = edge.from();
    if (from != null && !firstCall.isReachable(from)) {
      // It was suspended.
      return true;
    }
    if (code.code().isLineStart(target.start())) {
      return false;
    }
    if (from != null && from.depth() > target.depth() && lines.contains(from.line())) {
      // Behind an inlined lambda the compiler leaves the lambda's line in force.
      return true;
    }
    return edge.kind() == CodeEdge.Kind.JUMP
        && (stack.before(target.start()) > stack.before(startOfRange(target).start())
            || (isBoolean(target) && target.incoming().stream().anyMatch(this::isInner)));
  }

  /** A jump back to the start of the range that it is in. */
  private boolean isLoop(CodeEdge edge) {
    CodeBlock from = edge.from();
    return from != null
        && edge.kind() == CodeEdge.Kind.JUMP
        && from.index() >= edge.to().index()
        && startOfRange(from) == edge.to();
  }

  /**
   * The body of a loop goes on to its test, in a range that begins with a jump to that test alone,
   * and whose test jumps back into the body. A loop with something to do before its first test, as
   * {@code for (int i = 0; ..)}, begins otherwise.
   */
  private boolean isTestAgain(CodeEdge edge) {
    CodeBlock from = edge.from();
    CodeBlock test = edge.to();
    CodeBlock start = startOfRange(test);
    return from != null
        && !contains(start)
        && start.outgoing().stream().anyMatch(first -> first.to() == test)
        && isBetween(start, from, test)
        && code.blocks().stream()
            .filter(block -> block.index() >= test.index() && startOfRange(block) == start)
            .flatMap(block -> block.outgoing().stream())
            .anyMatch(
                back -> back.kind() == CodeEdge.Kind.JUMP && isBetween(start, back.to(), test));
  }

  private static boolean isBetween(CodeBlock start, CodeBlock block, CodeBlock end) {
    return block.index() > start.index() && block.index() < end.index();
  }

  private boolean isInner(CodeEdge edge) {
    CodeBlock from = edge.from();
    return from != null && contains(from);
  }

  private boolean isBoolean(CodeBlock block) {
    int opcode = code.code().instruction(block.start()).getOpcode();
    return block.end() - block.start() <= 2
        && (opcode == Opcodes.ICONST_0 || opcode == Opcodes.ICONST_1);
  }

  private CodeBlock startOfRange(CodeBlock block) {
    CodeBlock start = block;
    while (start.index() > 0 && isOfLine(code.blocks().get(start.index() - 1))) {
      start = code.blocks().get(start.index() - 1);
    }
    return start;
  }

  private boolean isOfLine(CodeBlock block) {
    return block.scope() == scope && lines.contains(block.line());
  }

  private boolean isJumpIntoLine(CodeBlock block) {
    return block.end() - block.start() == 1
        && code.code().instruction(block.start()).getOpcode() == Opcodes.GOTO
        && block.outgoing().stream()
            .filter(edge -> edge.kind() == CodeEdge.Kind.JUMP)
            .allMatch(edge -> edge.to() != block && isOfLine(edge.to()))
        && block.incoming().stream()
            .map(CodeEdge::from)
            .noneMatch(from -> from != null && isOfLine(from));
  }
}
