package dev.leadline.core.instrumentation;

import dev.leadline.core.instrumentation.CodePointStates.State;
import dev.leadline.core.instrumentation.flow.LocalVariable;
import dev.leadline.core.instrumentation.flow.ValueStates;
import dev.leadline.core.instrumentation.flow.VariableScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Emits call sites: load what is passed, then one {@code invokedynamic} that returns nothing. The
 * stack below is left alone, whatever is on it.
 */
final class SiteEmitter {

  /** Argument slots of one site; the linker's method handles need some of the JVM's 255. */
  static final int MAX_ARGUMENT_SLOTS = 200;

  private static final Handle BOOTSTRAP =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/LeadlineBridge",
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;I)"
              + "Ljava/lang/invoke/CallSite;",
          false);
  private static final String SITE_NAME = "probe";

  /**
   * What an end stage adds.
   *
   * @param startTimeSlot local with the start time, or -1
   * @param resultSlot local with the method's result, or -1 when there is none
   * @param thrownSlot local with the exception, or -1 when there is none
   */
  record EndValues(int startTimeSlot, int resultSlot, int thrownSlot) {}

  private final MethodNode method;
  private final String resultDescriptor;
  private final boolean namesKnown;
  private final SiteNumbers numbers;
  private final List<PlannedProbe> probes = new ArrayList<>();
  private final Map<ProbeRequest, Miss.Refused> refused = new HashMap<>();

  SiteEmitter(MethodNode method, boolean namesKnown, SiteNumbers numbers) {
    this.method = method;
    this.resultDescriptor = Type.getReturnType(method.desc).getDescriptor();
    this.namesKnown = namesKnown;
    this.numbers = numbers;
  }

  List<PlannedProbe> probes() {
    return probes;
  }

  Iterable<Miss.Refused> refused() {
    return refused.values();
  }

  /**
   * Emits one site.
   *
   * @param candidates variables in scope; those whose slot the verifier knows otherwise are dropped
   * @param state at the site; its stack is what lies below
   * @param ends null at a start
   */
  void emit(
      InsnList out,
      ProbeRequest request,
      ProbeKind kind,
      int line,
      List<LocalVariable> candidates,
      State state,
      @Nullable EndValues ends) {
    List<LocalVariable> readable = readable(candidates, state, ends != null);
    Set<String> read = namesRead(request.identifiers(), readable);
    List<ProbeVariable> passed = new ArrayList<>();
    List<ProbeVariable> inScope = new ArrayList<>();
    InsnList loads = new InsnList();
    int height = state.stackSlots();
    int peak = height;
    for (LocalVariable variable : readable) {
      ProbeVariable value =
          new ProbeVariable(
              variable.name(), variable.descriptor(), Optional.ofNullable(variable.signature()));
      inScope.add(value);
      if (read.contains(variable.name())) {
        passed.add(value);
        loads.add(load(value.descriptor(), variable.slot()));
        height += value.slots();
      }
    }
    peak = Math.max(peak, height);
    if (ends != null) {
      for (ProbeVariable value : endVariables()) {
        inScope.add(value);
        if (readsEndVariable(request.identifiers(), value.name())) {
          passed.add(value);
          height += value.slots();
          peak = Math.max(peak, height + loadEndVariable(loads, value, ends));
        }
      }
    }
    if (height - state.stackSlots() > MAX_ARGUMENT_SLOTS) {
      refused.put(
          request,
          new Miss.Refused(request, Refusal.TOO_MANY_VARIABLES, method.name + method.desc));
      return;
    }
    PlannedProbe probe =
        new PlannedProbe(
            request,
            numbers.numberOf(new SitePlace(method.name, method.desc, kind, line, passed)),
            kind,
            method.name,
            method.desc,
            line,
            passed,
            inScope,
            namesKnown);
    probes.add(probe);
    out.add(loads);
    out.add(new InvokeDynamicInsnNode(SITE_NAME, probe.siteDescriptor(), BOOTSTRAP, probe.site()));
    raiseStack(peak);
  }

  /** {@code slot = System.nanoTime()}. */
  void emitStartTime(InsnList out, int slot, int stackBelow) {
    out.add(nanoTime());
    out.add(new VarInsnNode(Opcodes.LSTORE, slot));
    raiseStack(stackBelow + 2);
  }

  void raiseStack(int height) {
    method.maxStack = Math.max(method.maxStack, height);
  }

  private static List<LocalVariable> readable(
      List<LocalVariable> candidates, State state, boolean atEnd) {
    Set<String> names = new HashSet<>();
    if (atEnd) {
      names.addAll(
          Set.of(
              ProbeVariable.RETURNED,
              ProbeVariable.THROWN,
              ProbeVariable.RUNTIME,
              ProbeVariable.RUNTIME_SECONDS));
    }
    List<LocalVariable> readable = new ArrayList<>(candidates.size());
    for (LocalVariable candidate : candidates) {
      if (ValueStates.isReadable(state.local(candidate.slot()), candidate.descriptor())
          && names.add(candidate.name())) {
        readable.add(candidate);
      }
    }
    return readable;
  }

  /** A name that is no local may be a member of the receiver, so the receiver is passed too. */
  private static Set<String> namesRead(Set<String> identifiers, List<LocalVariable> readable) {
    Set<String> unresolved = new HashSet<>(identifiers);
    readable.forEach(variable -> unresolved.remove(variable.name()));
    if (unresolved.isEmpty()) {
      return identifiers;
    }
    Set<String> read = new HashSet<>(identifiers);
    read.add(VariableScope.THIS);
    return read;
  }

  private List<ProbeVariable> endVariables() {
    List<ProbeVariable> variables = new ArrayList<>(3);
    if (!resultDescriptor.equals("V")) {
      variables.add(new ProbeVariable(ProbeVariable.RETURNED, resultDescriptor, Optional.empty()));
    }
    variables.add(
        new ProbeVariable(ProbeVariable.THROWN, "Ljava/lang/Throwable;", Optional.empty()));
    variables.add(new ProbeVariable(ProbeVariable.RUNTIME, "J", Optional.empty()));
    return variables;
  }

  private static boolean readsEndVariable(Set<String> identifiers, String name) {
    return identifiers.contains(name)
        || (name.equals(ProbeVariable.RUNTIME)
            && identifiers.contains(ProbeVariable.RUNTIME_SECONDS));
  }

  /** Returns how many slots beyond the value itself the stack needs meanwhile. */
  private static int loadEndVariable(InsnList loads, ProbeVariable value, EndValues ends) {
    switch (value.name()) {
      case ProbeVariable.RUNTIME -> {
        loads.add(nanoTime());
        loads.add(new VarInsnNode(Opcodes.LLOAD, ends.startTimeSlot()));
        loads.add(new InsnNode(Opcodes.LSUB));
        return 2;
      }
      case ProbeVariable.THROWN -> loads.add(loadOrZero(value.descriptor(), ends.thrownSlot()));
      default -> loads.add(loadOrZero(value.descriptor(), ends.resultSlot()));
    }
    return 0;
  }

  private static AbstractInsnNode loadOrZero(String descriptor, int slot) {
    if (slot >= 0) {
      return load(descriptor, slot);
    }
    return new InsnNode(
        switch (descriptor.charAt(0)) {
          case 'Z', 'B', 'C', 'S', 'I' -> Opcodes.ICONST_0;
          case 'J' -> Opcodes.LCONST_0;
          case 'F' -> Opcodes.FCONST_0;
          case 'D' -> Opcodes.DCONST_0;
          default -> Opcodes.ACONST_NULL;
        });
  }

  private static VarInsnNode load(String descriptor, int slot) {
    return new VarInsnNode(Type.getType(descriptor).getOpcode(Opcodes.ILOAD), slot);
  }

  private static MethodInsnNode nanoTime() {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
  }
}
