package dev.leadline.core.instrumentation.flow;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/** The part of a constructor before {@code super(..)} or {@code this(..)} completes. */
public final class Prologue {

  private final boolean ofConstructor;
  private final List<Integer> constructorCalls;
  private final BitSet blocks = new BitSet();

  private Prologue(boolean ofConstructor, List<Integer> constructorCalls) {
    this.ofConstructor = ofConstructor;
    this.constructorCalls = List.copyOf(constructorCalls);
  }

  /** Of any method; empty for what is no constructor. */
  public static Prologue of(String owner, MethodNode method, StackHeights stack) {
    boolean ofConstructor = method.name.equals("<init>") && !owner.equals("java/lang/Object");
    return new Prologue(ofConstructor, ofConstructor ? stack.constructorCalls() : List.of());
  }

  /** Instructions that begin a block of their own because they follow the call. */
  public BitSet cuts() {
    BitSet cuts = new BitSet();
    constructorCalls.forEach(call -> cuts.set(call + 1));
    return cuts;
  }

  /** Finds the blocks that can be reached without completing a call. */
  public void spread(CodeBlocks code) {
    if (!ofConstructor || code.blocks().isEmpty()) {
      return;
    }
    BitSet calls = new BitSet();
    constructorCalls.forEach(calls::set);
    Deque<CodeBlock> open = new ArrayDeque<>();
    open.add(code.blocks().get(0));
    blocks.set(0);
    while (!open.isEmpty()) {
      CodeBlock block = open.remove();
      for (CodeEdge edge : block.outgoing()) {
        boolean completes = edge.kind() == CodeEdge.Kind.FALL && calls.get(block.end() - 1);
        if (!completes && !blocks.get(edge.to().index())) {
          blocks.set(edge.to().index());
          open.add(edge.to());
        }
      }
    }
  }

  /** Whether the method is a constructor, and so has a prologue. */
  public boolean exists() {
    return ofConstructor;
  }

  /** The instructions that call {@code super(..)} or {@code this(..)}. */
  public List<Integer> constructorCalls() {
    return constructorCalls;
  }

  /** Indices of its blocks. */
  public BitSet blocks() {
    return blocks;
  }

  public boolean contains(CodeBlock block) {
    return blocks.get(block.index());
  }
}
