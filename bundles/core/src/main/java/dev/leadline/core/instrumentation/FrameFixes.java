package dev.leadline.core.instrumentation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** Keeps a method's declared stack map frames true after insertions. Nothing is recomputed. */
final class FrameFixes {

  private final Map<Object, LabelNode> moved = new HashMap<>();

  /**
   * A frame's uninitialised type names the label of its {@code new} instruction; what was inserted
   * between the two must not come in between.
   */
  void moved(List<LabelNode> from, LabelNode to) {
    from.forEach(label -> moved.put(label, to));
  }

  /**
   * @param firstLong first of the locals added behind the method's own, all of them long and
   *     assigned before every frame
   * @param longs how many of them
   */
  void apply(MethodNode method, int firstLong, int longs) {
    if (moved.isEmpty() && longs == 0) {
      return;
    }
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof FrameNode frame) {
        List<Object> locals = relabelled(frame.local);
        if (longs > 0) {
          append(locals, firstLong, longs);
        }
        frame.local = locals;
        frame.stack = relabelled(frame.stack);
      }
    }
  }

  /** The same frame once more, for another place. */
  static @Nullable FrameNode copy(@Nullable FrameNode frame) {
    return frame == null ? null : frame((List<?>) frame.local, (List<?>) frame.stack);
  }

  /** A frame of these locals, one element per slot. */
  static FrameNode ofSlots(List<Object> slots, Object onStack) {
    List<Object> locals = new ArrayList<>();
    for (int slot = 0; slot < slots.size(); slot++) {
      Object local = slots.get(slot);
      locals.add(local);
      if (local == Opcodes.LONG || local == Opcodes.DOUBLE) {
        slot++;
      }
    }
    return frame(locals, List.of(onStack));
  }

  private static FrameNode frame(List<?> locals, List<?> stack) {
    return new FrameNode(
        Opcodes.F_NEW, locals.size(), locals.toArray(), stack.size(), stack.toArray());
  }

  private static void append(List<Object> locals, int firstLong, int longs) {
    int slots = 0;
    for (Object local : locals) {
      slots += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
    }
    for (; slots < firstLong; slots++) {
      locals.add(Opcodes.TOP);
    }
    for (int i = 0; i < longs; i++) {
      locals.add(Opcodes.LONG);
    }
  }

  private List<Object> relabelled(List<Object> types) {
    List<Object> result = new ArrayList<>(types.size());
    for (Object type : types) {
      LabelNode label = moved.get(type);
      result.add(label == null ? type : label);
    }
    return result;
  }
}
