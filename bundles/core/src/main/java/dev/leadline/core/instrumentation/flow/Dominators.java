package dev.leadline.core.instrumentation.flow;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which blocks every path from the start of the method has to pass (the iterative algorithm over
 * reverse postorder).
 */
public final class Dominators {

  private static final int NONE = -1;

  private final List<CodeBlock> blocks;
  private final Set<CodeEdge> without;
  private final int[] immediate;
  private final int[] postorder;

  public Dominators(CodeBlocks code) {
    this(code, Set.of());
  }

  /**
   * Dominators as if these edges were not there.
   *
   * @param without compared by identity
   */
  Dominators(CodeBlocks code, Set<CodeEdge> without) {
    this.blocks = code.blocks();
    this.without = without;
    immediate = new int[blocks.size()];
    postorder = new int[blocks.size()];
    Arrays.fill(immediate, NONE);
    Arrays.fill(postorder, NONE);
    if (!blocks.isEmpty()) {
      solve(order());
    }
  }

  /** Whether the block can be reached at all. */
  public boolean isReachable(CodeBlock block) {
    return immediate[block.index()] != NONE;
  }

  /** Whether some other block that satisfies the condition is passed on every way to this one. */
  public boolean isDominatedBy(Predicate<CodeBlock> condition, CodeBlock block) {
    int at = block.index();
    while (immediate[at] != NONE && immediate[at] != at) {
      at = immediate[at];
      if (condition.test(blocks.get(at))) {
        return true;
      }
    }
    return false;
  }

  /** Reachable blocks in postorder. Not recursive: methods have thousands of blocks. */
  private int[] order() {
    int[] order = new int[blocks.size()];
    int count = 0;
    int[] nextEdge = new int[blocks.size()];
    boolean[] seen = new boolean[blocks.size()];
    Deque<CodeBlock> path = new ArrayDeque<>();
    path.push(blocks.get(0));
    seen[0] = true;
    while (!path.isEmpty()) {
      CodeBlock block = path.element();
      List<CodeEdge> edges = block.outgoing();
      if (nextEdge[block.index()] < edges.size()) {
        CodeEdge edge = edges.get(nextEdge[block.index()]++);
        CodeBlock next = edge.to();
        if (!seen[next.index()] && !without.contains(edge)) {
          seen[next.index()] = true;
          path.push(next);
        }
      } else {
        path.pop();
        postorder[block.index()] = count;
        order[count++] = block.index();
      }
    }
    return Arrays.copyOf(order, count);
  }

  private void solve(int[] order) {
    immediate[0] = 0;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = order.length - 2; i >= 0; i--) {
        int block = order[i];
        int dominator = NONE;
        for (CodeEdge edge : blocks.get(block).incoming()) {
          CodeBlock from = edge.from();
          if (from != null && immediate[from.index()] != NONE && !without.contains(edge)) {
            dominator = dominator == NONE ? from.index() : meet(dominator, from.index());
          }
        }
        if (immediate[block] != dominator) {
          immediate[block] = dominator;
          changed = true;
        }
      }
    }
  }

  private int meet(int a, int b) {
    int left = a;
    int right = b;
    while (left != right) {
      if (postorder[left] < postorder[right]) {
        left = immediate[left];
      } else {
        right = immediate[right];
      }
    }
    return left;
  }
}
