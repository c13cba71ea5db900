package dev.leadline.core.instrumentation.flow;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The instructions of a method as they were before anything was inserted, numbered from 0; labels,
 * lines and frames between them are attached to the instruction that follows.
 */
public final class CodeIndex {

  private final List<AbstractInsnNode> instructions = new ArrayList<>();
  private final Map<LabelNode, Integer> labels = new HashMap<>();
  private final Map<Integer, List<LabelNode>> labelsAt = new HashMap<>();
  private final Map<Integer, FrameNode> frames = new HashMap<>();
  private final Map<Integer, List<Integer>> emptyLines = new HashMap<>();
  private final BitSet lineStarts = new BitSet();
  private final int[] lines;

  public CodeIndex(MethodNode method) {
    InsnList code = method.instructions;
    int[] lineOf = new int[code.size()];
    int line = 0;
    boolean lineIsEmpty = false;
    for (AbstractInsnNode node : code) {
      int next = instructions.size();
      if (node.getOpcode() >= 0) {
        lineOf[next] = line;
        lineIsEmpty = false;
        instructions.add(node);
      } else if (node instanceof LabelNode label) {
        labels.put(label, next);
        labelsAt.computeIfAbsent(next, at -> new ArrayList<>(2)).add(label);
      } else if (node instanceof FrameNode frame) {
        frames.put(next, frame);
      } else if (node instanceof LineNumberNode entry) {
        if (lineIsEmpty && line != entry.line) {
          emptyLines.computeIfAbsent(next, at -> new ArrayList<>(1)).add(line);
        }
        line = entry.line;
        lineStarts.set(next);
        lineIsEmpty = true;
      }
    }
    lines = lineOf;
  }

  public int size() {
    return instructions.size();
  }

  public AbstractInsnNode instruction(int index) {
    return instructions.get(index);
  }

  /** Line of an instruction; 0 when none. */
  public int line(int index) {
    return lines[index];
  }

  /** Whether the line table has an entry at the instruction. */
  public boolean isLineStart(int index) {
    return lineStarts.get(index);
  }

  /**
   * Lines whose only instructions would be before this one, but there are none: an entry of the
   * line table with an empty range.
   */
  public Map<Integer, List<Integer>> emptyLines() {
    return emptyLines;
  }

  /** The instruction that a label stands before; {@link #size} at the end of the code. */
  public int indexOf(LabelNode label) {
    Integer index = labels.get(label);
    if (index == null) {
      throw new IllegalArgumentException("a label of another method");
    }
    return index;
  }

  /** Whether the label was in the method from the start. */
  public boolean isKnown(LabelNode label) {
    return labels.containsKey(label);
  }

  public List<LabelNode> labelsAt(int index) {
    return labelsAt.getOrDefault(index, List.of());
  }

  /** The declared stack map frame at an instruction. */
  public @Nullable FrameNode frameAt(int index) {
    return frames.get(index);
  }
}
