package dev.leadline.core.instrumentation;

import dev.leadline.core.instrumentation.flow.CodeIndex;
import dev.leadline.core.instrumentation.flow.ValueStates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;

/** What the verifier knows at the code points of a plan. */
final class CodePointStates implements ValueStates.Observer {

  /**
   * Verifier state at one point.
   *
   * @param locals one element per slot
   * @param stackSlots height of the stack
   */
  record State(List<Object> locals, int stackSlots) {
    /** Of a slot; {@code TOP} when nothing is known. */
    Object local(int slot) {
      return slot < locals.size() ? locals.get(slot) : Opcodes.TOP;
    }

    /** Of a declared frame. */
    static State of(FrameNode frame) {
      List<Object> slots = new ArrayList<>();
      for (Object local : frame.local) {
        slots.add(local);
        if (local == Opcodes.LONG || local == Opcodes.DOUBLE) {
          slots.add(Opcodes.TOP);
        }
      }
      int stack = 0;
      for (Object value : frame.stack) {
        stack += value == Opcodes.LONG || value == Opcodes.DOUBLE ? 2 : 1;
      }
      return new State(slots, stack);
    }
  }

  private static final State UNREACHABLE = new State(List.of(), 0);

  private final IntFunction<@Nullable Object> groups;
  private final boolean[] before;
  private final boolean[] after;
  private final Map<Integer, State> statesBefore = new HashMap<>();
  private final Map<Integer, State> statesAfter = new HashMap<>();
  private final Map<Object, Object[]> meets = new HashMap<>();

  /**
   * @param groups the group of an instruction, or null: what is common to all instructions of a
   *     group is computed
   */
  CodePointStates(CodeIndex code, IntFunction<@Nullable Object> groups) {
    this.groups = groups;
    before = new boolean[code.size()];
    after = new boolean[code.size()];
  }

  void needBefore(int instruction) {
    before[instruction] = true;
  }

  void needAfter(int instruction) {
    after[instruction] = true;
  }

  void compute(String owner, MethodNode method) {
    ValueStates.walk(owner, method, this);
  }

  State before(int instruction) {
    return statesBefore.getOrDefault(instruction, UNREACHABLE);
  }

  State after(int instruction) {
    return statesAfter.getOrDefault(instruction, UNREACHABLE);
  }

  /** What every instruction of the group can give to an exception handler. */
  State common(Object group) {
    Object[] locals = meets.get(group);
    return locals == null ? UNREACHABLE : new State(Arrays.asList(locals), 1);
  }

  @Override
  public void before(int instruction, @Nullable List<Object> locals, @Nullable List<Object> stack) {
    if (locals == null || stack == null) {
      return;
    }
    if (before[instruction]) {
      statesBefore.put(instruction, new State(List.copyOf(locals), stack.size()));
    }
    Object group = groups.apply(instruction);
    if (group != null) {
      Object[] known = meets.get(group);
      if (known == null) {
        meets.put(group, locals.stream().map(CodePointStates::initialised).toArray());
      } else {
        meet(known, locals);
      }
    }
  }

  @Override
  public void after(int instruction, @Nullable List<Object> locals, @Nullable List<Object> stack) {
    if (after[instruction] && locals != null && stack != null) {
      statesAfter.put(instruction, new State(List.copyOf(locals), stack.size()));
    }
  }

  /** The least common type that needs no class: the same one, {@code Object}, or unknown. */
  private static void meet(Object[] known, List<Object> locals) {
    for (int slot = 0; slot < known.length; slot++) {
      Object other = slot < locals.size() ? locals.get(slot) : Opcodes.TOP;
      if (!known[slot].equals(other)) {
        known[slot] =
            ValueStates.isReference(known[slot]) && ValueStates.isReference(other)
                ? "java/lang/Object"
                : Opcodes.TOP;
      }
    }
  }

  private static Object initialised(Object state) {
    return ValueStates.isUninitialized(state) ? Opcodes.TOP : state;
  }
}
