package dev.leadline.core.instrumentation;

import dev.leadline.core.instrumentation.flow.CodeBlock;
import dev.leadline.core.instrumentation.flow.CodeBlocks;
import dev.leadline.core.instrumentation.flow.CodeIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Sends single edges of the control flow somewhere else: jumps, and entries of the exception table.
 */
final class EdgeRoutes {

  private final MethodNode method;
  private final CodeBlocks blocks;
  private final CodeIndex code;
  private final Map<Integer, Map<CodeBlock, LabelNode>> caught = new HashMap<>();
  private final Map<CodeBlock, LabelNode> starts = new HashMap<>();
  private final Map<CodeBlock, LabelNode> ends = new HashMap<>();

  EdgeRoutes(MethodNode method, CodeBlocks blocks) {
    this.method = method;
    this.blocks = blocks;
    this.code = blocks.code();
  }

  /** Lets the jump or switch at the end of a block go to the label in place of an instruction. */
  void routeJump(CodeBlock from, int target, LabelNode label) {
    AbstractInsnNode last = code.instruction(from.end() - 1);
    if (last instanceof JumpInsnNode jump) {
      jump.label = label;
    } else if (last instanceof TableSwitchInsnNode table) {
      table.dflt = routed(table.dflt, target, label);
      route(table.labels, target, label);
    } else if (last instanceof LookupSwitchInsnNode lookup) {
      lookup.dflt = routed(lookup.dflt, target, label);
      route(lookup.labels, target, label);
    }
  }

  /** Lets what an entry of the exception table catches in a block go to the label. */
  void routeCatch(int tryBlock, CodeBlock from, LabelNode handler) {
    caught.computeIfAbsent(tryBlock, at -> new HashMap<>()).put(from, handler);
  }

  /**
   * Cuts the entries of the exception table that have a route. Other entries stay as they are, and
   * so does the order, which is the order in which the JVM searches.
   */
  void apply() {
    if (caught.isEmpty()) {
      return;
    }
    List<TryCatchBlockNode> table = new ArrayList<>();
    for (int i = 0; i < method.tryCatchBlocks.size(); i++) {
      TryCatchBlockNode entry = method.tryCatchBlocks.get(i);
      Map<CodeBlock, LabelNode> routes = caught.get(i);
      if (routes == null) {
        table.add(entry);
      } else {
        table.addAll(cut(entry, routes));
      }
    }
    method.tryCatchBlocks = table;
  }

  /** A label before a block's first instruction, behind what was inserted before it until now. */
  LabelNode startOf(CodeBlock block) {
    return starts.computeIfAbsent(
        block,
        at -> {
          LabelNode label = new LabelNode();
          method.instructions.insertBefore(code.instruction(at.start()), label);
          return label;
        });
  }

  /** A label right behind a block's last instruction that is not a return. */
  LabelNode endOf(CodeBlock block) {
    return ends.computeIfAbsent(
        block,
        at -> {
          LabelNode label = new LabelNode();
          AbstractInsnNode last = code.instruction(at.end() - 1);
          method.instructions.insert(
              CodeBlocks.isReturn(last) && at.end() - at.start() > 1
                  ? code.instruction(at.end() - 2)
                  : last,
              label);
          return label;
        });
  }

  private List<TryCatchBlockNode> cut(TryCatchBlockNode entry, Map<CodeBlock, LabelNode> routes) {
    List<TryCatchBlockNode> pieces = new ArrayList<>();
    int end = code.indexOf(entry.end);
    @Nullable CodeBlock first = null;
    @Nullable CodeBlock last = null;
    LabelNode handler = entry.handler;
    for (int i = code.indexOf(entry.start); i < end; i = blocks.blockAt(i).end()) {
      CodeBlock block = blocks.blockAt(i);
      LabelNode route = routes.getOrDefault(block, entry.handler);
      if (first != null && last != null && route != handler) {
        pieces.add(new TryCatchBlockNode(startOf(first), behind(last), handler, entry.type));
        first = null;
      }
      first = first == null ? block : first;
      last = block;
      handler = route;
    }
    if (first != null && last != null) {
      pieces.add(new TryCatchBlockNode(startOf(first), behind(last), handler, entry.type));
    }
    pieces.get(0).visibleTypeAnnotations = entry.visibleTypeAnnotations;
    pieces.get(0).invisibleTypeAnnotations = entry.invisibleTypeAnnotations;
    return pieces;
  }

  private LabelNode behind(CodeBlock block) {
    LabelNode label = new LabelNode();
    method.instructions.insert(code.instruction(block.end() - 1), label);
    return label;
  }

  private LabelNode routed(LabelNode label, int target, LabelNode route) {
    // A label that is not of the original code was routed before, from another target.
    return code.isKnown(label) && code.indexOf(label) == target ? route : label;
  }

  private void route(List<LabelNode> labels, int target, LabelNode label) {
    for (ListIterator<LabelNode> each = labels.listIterator(); each.hasNext(); ) {
      each.set(routed(each.next(), target, label));
    }
  }
}
