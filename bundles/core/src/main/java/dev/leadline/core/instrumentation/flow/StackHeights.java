package dev.leadline.core.instrumentation.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodNode;

/** How many slots are on the stack before each instruction, and where constructors call others. */
public final class StackHeights implements ValueStates.Observer {

  private final CodeIndex code;
  private final int[] heights;
  private final List<Integer> constructorCalls = new ArrayList<>(1);

  /**
   * Walks through the method.
   *
   * @param owner internal name of its class
   */
  public StackHeights(String owner, MethodNode method, CodeIndex code) {
    this.code = code;
    heights = new int[code.size()];
    ValueStates.walk(owner, method, this);
  }

  /** Slots on the stack; 0 in code that cannot be reached. */
  public int before(int instruction) {
    return heights[instruction];
  }

  /** The instructions that call {@code super(..)} or {@code this(..)} of this very object. */
  public List<Integer> constructorCalls() {
    return constructorCalls;
  }

  @Override
  public void before(int instruction, @Nullable List<Object> locals, @Nullable List<Object> stack) {
    if (stack != null) {
      heights[instruction] = stack.size();
      if (ValueStates.isConstructorCall(code.instruction(instruction), stack)) {
        constructorCalls.add(instruction);
      }
    }
  }

  @Override
  public void after(int instruction, @Nullable List<Object> locals, @Nullable List<Object> stack) {}
}
