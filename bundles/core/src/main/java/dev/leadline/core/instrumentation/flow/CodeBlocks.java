package dev.leadline.core.instrumentation.flow;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * The control flow graph of a method.
 *
 * <p>Blocks are cut at line changes too, so that a block belongs to one line. An exception edge
 * leaves from the start of its block: an instruction that throws has begun, and so has its line.
 */
public final class CodeBlocks {

  private final CodeIndex code;
  private final MethodNode method;
  private final InlineScopes scopes;
  private final List<CodeBlock> blocks = new ArrayList<>();
  private final CodeBlock[] blockAt;

  /**
   * Finds the blocks and the edges between them.
   *
   * @param cuts instructions at which a block has to begin whatever the flow
   * @param scopes inlined bodies
   */
  public CodeBlocks(MethodNode method, CodeIndex code, BitSet cuts, InlineScopes scopes) {
    this.code = code;
    this.method = method;
    this.scopes = scopes;
    this.blockAt = new CodeBlock[code.size()];
    cut(leaders(cuts));
    connect();
  }

  public List<CodeBlock> blocks() {
    return blocks;
  }

  /** The block that an instruction is in. */
  public CodeBlock blockAt(int instruction) {
    return blockAt[instruction];
  }

  public CodeIndex code() {
    return code;
  }

  /** Labels that a jump or switch instruction can go to; empty for other instructions. */
  public static Set<LabelNode> targets(AbstractInsnNode instruction) {
    Set<LabelNode> targets = new LinkedHashSet<>();
    if (instruction instanceof JumpInsnNode jump) {
      targets.add(jump.label);
    } else if (instruction instanceof TableSwitchInsnNode table) {
      targets.add(table.dflt);
      targets.addAll(table.labels);
    } else if (instruction instanceof LookupSwitchInsnNode lookup) {
      targets.add(lookup.dflt);
      targets.addAll(lookup.labels);
    }
    return targets;
  }

  public static boolean isReturn(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    return opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
  }

  private static boolean endsBlock(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    return (opcode >= Opcodes.IFEQ && opcode <= Opcodes.RETURN)
        || opcode == Opcodes.ATHROW
        || opcode == Opcodes.IFNULL
        || opcode == Opcodes.IFNONNULL;
  }

  private static boolean fallsThrough(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    return opcode != Opcodes.GOTO
        && opcode != Opcodes.ATHROW
        && (opcode < Opcodes.TABLESWITCH || opcode > Opcodes.RETURN);
  }

  private BitSet leaders(BitSet cuts) {
    BitSet leaders = new BitSet(code.size() + 1);
    leaders.or(cuts);
    leaders.or(scopes.cuts());
    leaders.set(0);
    for (int i = 0; i < code.size(); i++) {
      AbstractInsnNode instruction = code.instruction(i);
      if (endsBlock(instruction)) {
        leaders.set(i + 1);
        targets(instruction).forEach(label -> leaders.set(code.indexOf(label)));
      }
      if (i > 0 && code.line(i) != code.line(i - 1)) {
        leaders.set(i);
      }
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      leaders.set(code.indexOf(block.start));
      leaders.set(code.indexOf(block.end));
      leaders.set(code.indexOf(block.handler));
    }
    code.emptyLines().keySet().forEach(leaders::set);
    return leaders;
  }

  private void cut(BitSet leaders) {
    int start = 0;
    while (start < code.size()) {
      int next = leaders.nextSetBit(start + 1);
      int end = next < 0 ? code.size() : Math.min(next, code.size());
      CodeBlock block =
          new CodeBlock(
              blocks.size(), start, end, code.line(start), scopes.at(start), scopes.depth(start));
      blocks.add(block);
      for (int i = start; i < end; i++) {
        blockAt[i] = block;
      }
      start = end;
    }
  }

  private void connect() {
    if (!blocks.isEmpty()) {
      CodeBlock first = blocks.get(0);
      first.incoming().add(new CodeEdge(null, first, CodeEdge.Kind.CALL, -1));
    }
    for (CodeBlock block : blocks) {
      AbstractInsnNode last = code.instruction(block.end() - 1);
      if (fallsThrough(last) && block.end() < code.size()) {
        connect(block, block.end(), CodeEdge.Kind.FALL, -1);
      }
      Set<Integer> jumps = new LinkedHashSet<>();
      targets(last).forEach(label -> jumps.add(code.indexOf(label)));
      jumps.forEach(target -> connect(block, target, CodeEdge.Kind.JUMP, -1));
    }
    connectHandlers();
  }

  private void connectHandlers() {
    BitSet caughtAll = new BitSet(blocks.size());
    for (int t = 0; t < method.tryCatchBlocks.size(); t++) {
      TryCatchBlockNode entry = method.tryCatchBlocks.get(t);
      int end = code.indexOf(entry.end);
      for (int i = code.indexOf(entry.start); i < end; i = blockAt[i].end()) {
        CodeBlock block = blockAt[i];
        if (!caughtAll.get(block.index())) {
          connect(block, code.indexOf(entry.handler), CodeEdge.Kind.CATCH, t);
        }
        if (entry.type == null || entry.type.equals("java/lang/Throwable")) {
          // The entries after this one never see an exception of this block.
          caughtAll.set(block.index());
        }
      }
    }
  }

  private void connect(CodeBlock from, int target, CodeEdge.Kind kind, int tryBlock) {
    if (target >= code.size()) {
      throw new IllegalArgumentException("control leaves the code");
    }
    CodeEdge edge = new CodeEdge(from, blockAt[target], kind, tryBlock);
    from.outgoing().add(edge);
    edge.to().incoming().add(edge);
  }
}
