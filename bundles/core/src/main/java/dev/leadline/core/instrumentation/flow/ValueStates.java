package dev.leadline.core.instrumentation.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the verifier knows before and after each instruction, from the method's own stack map
 * frames: nothing is merged, so no class is needed.
 */
public final class ValueStates {

  private ValueStates() {}

  /** Hears of each instruction in turn. */
  public interface Observer {
    /**
     * Before an instruction.
     *
     * @param locals one element per slot; null in code that cannot be reached
     * @param stack one element per slot
     */
    void before(int instruction, @Nullable List<Object> locals, @Nullable List<Object> stack);

    /** After an instruction; null when control never goes on to the next instruction. */
    void after(int instruction, @Nullable List<Object> locals, @Nullable List<Object> stack);
  }

  /**
   * Walks through a method that was read with expanded frames.
   *
   * @param owner internal name of its class
   */
  public static void walk(String owner, MethodNode method, Observer observer) {
    AnalyzerAdapter adapter =
        new AnalyzerAdapter(owner, method.access, method.name, method.desc, null);
    int index = 0;
    for (AbstractInsnNode node : method.instructions) {
      if (node.getOpcode() < 0) {
        node.accept(adapter);
        continue;
      }
      observer.before(index, adapter.locals, adapter.stack);
      node.accept(adapter);
      observer.after(index, adapter.locals, adapter.stack);
      index++;
    }
  }

  /** Whether a local of that state can be read as a variable of that descriptor. */
  public static boolean isReadable(Object state, String descriptor) {
    return switch (descriptor.charAt(0)) {
      case 'Z', 'B', 'C', 'S', 'I' -> state == Opcodes.INTEGER;
      case 'J' -> state == Opcodes.LONG;
      case 'F' -> state == Opcodes.FLOAT;
      case 'D' -> state == Opcodes.DOUBLE;
      default -> isReference(state);
    };
  }

  /** Whether it is an initialised reference, or null. */
  public static boolean isReference(@Nullable Object state) {
    return state instanceof String || state == Opcodes.NULL;
  }

  /** Whether the instruction is a constructor's call of {@code super(..)} or {@code this(..)}. */
  public static boolean isConstructorCall(
      AbstractInsnNode instruction, @Nullable List<Object> stackBefore) {
    if (!(instruction instanceof MethodInsnNode call)
        || call.getOpcode() != Opcodes.INVOKESPECIAL
        || !call.name.equals("<init>")
        || stackBefore == null) {
      return false;
    }
    int receiver = stackBefore.size() - (Type.getArgumentsAndReturnSizes(call.desc) >> 2);
    return receiver >= 0 && stackBefore.get(receiver) == Opcodes.UNINITIALIZED_THIS;
  }

  /** Whether it is created but not yet constructed. */
  public static boolean isUninitialized(Object state) {
    return state instanceof Label || state == Opcodes.UNINITIALIZED_THIS;
  }
}
