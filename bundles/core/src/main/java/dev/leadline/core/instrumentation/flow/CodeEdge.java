package dev.leadline.core.instrumentation.flow;

import org.jspecify.annotations.Nullable;

/** One way for control to get from a block to another; compared by identity. */
public final class CodeEdge {

  /** How control takes the edge. */
  public enum Kind {
    /** The method is called. */
    CALL,
    /** The next instruction follows. */
    FALL,
    /** A jump or switch instruction at the end of the block. */
    JUMP,
    /** An exception, caught by an entry of the exception table. */
    CATCH
  }

  private final @Nullable CodeBlock from;
  private final CodeBlock to;
  private final Kind kind;
  private final int tryBlock;

  CodeEdge(@Nullable CodeBlock from, CodeBlock to, Kind kind, int tryBlock) {
    this.from = from;
    this.to = to;
    this.kind = kind;
    this.tryBlock = tryBlock;
  }

  /** Null for the call of the method. */
  public @Nullable CodeBlock from() {
    return from;
  }

  public CodeBlock to() {
    return to;
  }

  public Kind kind() {
    return kind;
  }

  /** Index of the exception table's entry, for {@link Kind#CATCH}. */
  public int tryBlock() {
    return tryBlock;
  }

  @Override
  public String toString() {
    return from + " -" + kind + "-> " + to;
  }
}
