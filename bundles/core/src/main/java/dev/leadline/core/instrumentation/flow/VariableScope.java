package dev.leadline.core.instrumentation.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The source variables of a method and where each is in scope. */
public final class VariableScope {

  /** Name of the receiver. */
  public static final String THIS = "this";

  private record Ranged(LocalVariable variable, int start, int end) {}

  private final List<Ranged> table = new ArrayList<>();
  private final List<LocalVariable> parameters = new ArrayList<>();
  private final boolean namesKnown;

  /**
   * @param owner internal name of the method's class
   */
  public VariableScope(String owner, MethodNode method, CodeIndex code) {
    boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
    List<LocalVariableNode> variables =
        method.localVariables == null ? List.of() : method.localVariables;
    SourceNames names = new SourceNames(variables);
    for (LocalVariableNode node : variables) {
      if (isStatic && SourceNames.isCapturedReceiver(node, owner)) {
        parameters.add(new LocalVariable(THIS, node.desc, node.signature, node.index));
      } else if (!(node.name.equals(THIS) && node.index == 0)) {
        LocalVariable variable =
            new LocalVariable(names.of(node.name), node.desc, node.signature, node.index);
        table.add(new Ranged(variable, code.indexOf(node.start), code.indexOf(node.end)));
      }
    }
    Type[] types = Type.getArgumentTypes(method.desc);
    namesKnown = !variables.isEmpty() || types.length == 0;
    if (!isStatic && keepsReceiver(code)) {
      parameters.add(new LocalVariable(THIS, "L" + owner + ";", null, 0));
    }
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < types.length; i++) {
      if (!isCapturedReceiver(slot)) {
        parameters.add(parameter(i, types[i].getDescriptor(), slot));
      }
      slot += types[i].getSize();
    }
    if (!namesKnown) {
      parameters.stream()
          .filter(parameter -> !parameter.isReceiver())
          .forEach(parameter -> table.add(new Ranged(parameter, 0, code.size())));
    }
  }

  /** Whether the class file has the names; else parameters are {@code param0}, {@code param1}.. */
  public boolean namesKnown() {
    return namesKnown;
  }

  /** The receiver, when there is one, and the parameters that have a name. */
  public List<LocalVariable> receiverAndParameters() {
    return parameters.stream().filter(parameter -> !parameter.name().isEmpty()).toList();
  }

  /** What is in scope before an instruction, by slot; the innermost of each name. */
  public List<LocalVariable> at(int instruction) {
    Map<String, Ranged> innermost = new LinkedHashMap<>();
    for (Ranged entry : table) {
      if (entry.start <= instruction && instruction < entry.end) {
        innermost.merge(entry.variable.name(), entry, VariableScope::inner);
      }
    }
    List<LocalVariable> variables = new ArrayList<>();
    parameters.stream().filter(LocalVariable::isReceiver).forEach(variables::add);
    innermost.values().stream()
        .map(Ranged::variable)
        .sorted(Comparator.comparingInt(LocalVariable::slot))
        .forEach(variables::add);
    return variables;
  }

  private boolean isCapturedReceiver(int slot) {
    return parameters.stream()
        .anyMatch(parameter -> parameter.isReceiver() && parameter.slot() == slot);
  }

  private static Ranged inner(Ranged a, Ranged b) {
    return b.start > a.start || (b.start == a.start && b.end < a.end) ? b : a;
  }

  private LocalVariable parameter(int position, String descriptor, int slot) {
    for (Ranged entry : table) {
      if (entry.variable.slot() == slot && entry.start == 0) {
        return entry.variable;
      }
    }
    return new LocalVariable(namesKnown ? "" : "param" + position, descriptor, null, slot);
  }

  /** A compiler may reuse slot 0 when nothing reads the receiver any more. */
  private static boolean keepsReceiver(CodeIndex code) {
    for (int i = 0; i < code.size(); i++) {
      AbstractInsnNode instruction = code.instruction(i);
      if (instruction instanceof VarInsnNode store
          && store.var == 0
          && store.getOpcode() >= Opcodes.ISTORE) {
        return false;
      }
    }
    return true;
  }
}
