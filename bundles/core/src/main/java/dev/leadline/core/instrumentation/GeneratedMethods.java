package dev.leadline.core.instrumentation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;

/**
 * Methods that a compiler adds and gives the line of something else, so that a line probe there
 * would count what the user did not write:
 *
 * <ul>
 *   <li>bridges, and other synthetic methods that only pass their arguments on (accessors for
 *       private members, forwarders of traits) or supply default arguments;
 *   <li>{@code values()}, {@code valueOf(String)} and {@code $values()} of an enum;
 *   <li>{@code toString}, {@code hashCode}, {@code equals} and the accessors of a record, where
 *       they have the line of its header.
 * </ul>
 *
 * <p>Bodies of lambdas are synthetic too, but the user's code.
 */
final class GeneratedMethods {

  private static final Pattern LAMBDA = Pattern.compile("lambda|anonfun");
  private static final String DEFAULT = "$default";
  private static final String OBJECT_METHODS = "java/lang/runtime/ObjectMethods";

  private final ClassNode type;
  private final Set<Integer> recordHeader = new HashSet<>();

  GeneratedMethods(ClassNode type) {
    this.type = type;
    if (type.recordComponents != null) {
      for (MethodNode method : type.methods) {
        if (callsObjectMethods(method)) {
          recordHeader.addAll(lines(method));
        }
      }
    }
  }

  /** Whether line probes leave the method out. */
  boolean contains(MethodNode method) {
    if ((method.access & Opcodes.ACC_BRIDGE) != 0) {
      return true;
    }
    if ((method.access & Opcodes.ACC_SYNTHETIC) != 0
        && !LAMBDA.matcher(method.name).find()
        && (isForwarder(method) || suppliesDefaults(method) || method.name.equals("$values"))) {
      return true;
    }
    return isOfEnum(method) || isOfRecord(method);
  }

  /** Loads, constants and casts, one call or field access, and the return. */
  private static boolean isForwarder(MethodNode method) {
    int calls = 0;
    for (AbstractInsnNode node : method.instructions) {
      int opcode = node.getOpcode();
      if (opcode < 0 || opcode <= Opcodes.ALOAD || opcode == Opcodes.CHECKCAST) {
        continue;
      }
      if (opcode >= Opcodes.GETSTATIC && opcode <= Opcodes.INVOKEINTERFACE) {
        calls++;
      } else if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
        // A private member's increment is done in its accessor: read, add, write.
        if (!method.name.startsWith("access$")) {
          return false;
        }
      }
    }
    return calls <= 1 || method.name.startsWith("access$");
  }

  /** Kotlin's {@code name$default}: where the method itself has code on the same lines. */
  private boolean suppliesDefaults(MethodNode method) {
    boolean constructor = method.name.equals("<init>");
    if (!constructor && !method.name.endsWith(DEFAULT)) {
      return false;
    }
    String name =
        constructor
            ? method.name
            : method.name.substring(0, method.name.length() - DEFAULT.length());
    Set<Integer> lines = new HashSet<>(lines(method));
    return type.methods.stream()
        .filter(other -> other != method && other.name.equals(name))
        .anyMatch(other -> lines(other).stream().anyMatch(lines::contains));
  }

  private boolean isOfEnum(MethodNode method) {
    return (type.access & Opcodes.ACC_ENUM) != 0
        && (method.access & Opcodes.ACC_STATIC) != 0
        && ((method.name.equals("values") && method.desc.equals("()[L" + type.name + ";"))
            || (method.name.equals("valueOf")
                && method.desc.equals("(Ljava/lang/String;)L" + type.name + ";")));
  }

  private boolean isOfRecord(MethodNode method) {
    if (type.recordComponents == null) {
      return false;
    }
    return callsObjectMethods(method)
        || (isComponent(method) && isFieldRead(method) && recordHeader.containsAll(lines(method)));
  }

  private boolean isComponent(MethodNode method) {
    for (RecordComponentNode component : type.recordComponents) {
      if (component.name.equals(method.name) && method.desc.equals("()" + component.descriptor)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFieldRead(MethodNode method) {
    List<Integer> opcodes = new ArrayList<>();
    for (AbstractInsnNode node : method.instructions) {
      if (node.getOpcode() >= 0) {
        opcodes.add(node.getOpcode());
      }
    }
    return opcodes.size() == 3
        && opcodes.get(0) == Opcodes.ALOAD
        && opcodes.get(1) == Opcodes.GETFIELD;
  }

  private static boolean callsObjectMethods(MethodNode method) {
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof InvokeDynamicInsnNode call
          && call.bsm.getOwner().equals(OBJECT_METHODS)) {
        return true;
      }
    }
    return false;
  }

  private static List<Integer> lines(MethodNode method) {
    List<Integer> lines = new ArrayList<>();
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof LineNumberNode entry) {
        lines.add(entry.line);
      }
    }
    return lines;
  }
}
