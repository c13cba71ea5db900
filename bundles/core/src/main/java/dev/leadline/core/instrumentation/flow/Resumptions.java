package dev.leadline.core.instrumentation.flow;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * Where a suspended function goes on. Kotlin compiles a {@code suspend} function to a method that
 * is called again for each resumption, and begins with a switch over where it had come to; the ways
 * from there lead into the middle of lines whose executions have begun in another call.
 */
final class Resumptions {

  /** Of the generated exception in the switch's default branch. */
  private static final String MISUSE = "call to 'resume' before 'invoke' with coroutine";

  /** How many instructions of that branch come before its text. */
  private static final int DEEPEST = 4;

  private Resumptions() {}

  /** Empty for all methods but Kotlin's that suspend. */
  static Set<CodeEdge> in(CodeBlocks code) {
    Set<CodeEdge> resumptions = new HashSet<>();
    for (CodeBlock block : code.blocks()) {
      if (code.code().instruction(block.end() - 1) instanceof TableSwitchInsnNode states
          && isOfStates(code, block, states)) {
        int first = code.code().indexOf(states.labels.get(0));
        int misuse = code.code().indexOf(states.dflt);
        for (CodeEdge edge : block.outgoing()) {
          int target = edge.to().start();
          if (edge.kind() == CodeEdge.Kind.JUMP && target != first && target != misuse) {
            resumptions.add(edge);
          }
        }
      }
    }
    return resumptions;
  }

  private static boolean isOfStates(CodeBlocks code, CodeBlock block, TableSwitchInsnNode states) {
    return block.end() - block.start() > 1
        && code.code().instruction(block.end() - 2) instanceof FieldInsnNode label
        && label.getOpcode() == Opcodes.GETFIELD
        && label.name.equals("label")
        && label.desc.equals("I")
        && isMisuse(states.dflt);
  }

  private static boolean isMisuse(AbstractInsnNode branch) {
    AbstractInsnNode at = branch;
    for (int seen = 0; at != null && seen < DEEPEST; at = at.getNext()) {
      if (at instanceof LdcInsnNode text) {
        return MISUSE.equals(text.cst);
      }
      seen += at.getOpcode() >= 0 ? 1 : 0;
    }
    return false;
  }
}
