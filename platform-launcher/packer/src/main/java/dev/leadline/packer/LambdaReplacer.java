package dev.leadline.packer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Puts a plain class in the place of each lambda expression and method reference. What the JDK
 * makes of them at run time takes ten times the memory of a class that is read (on JDK 25, some 40
 * kB of heap each, and a compiled class file library), and a JVM that is starting has not collected
 * that yet.
 *
 * <p>The class is a nestmate of that which has the expression, so that it may call its private
 * methods. What needs more than the plain form (serializable lambdas, {@code super::method}) stays
 * as it is.
 */
final class LambdaReplacer {

  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

  private final Map<String, ClassNode> classes = new TreeMap<>();
  private final Map<String, byte[]> replaced = new HashMap<>();

  /**
   * @param classes by internal name; all members of each nest
   */
  LambdaReplacer(Map<String, byte[]> classes) {
    classes.forEach(
        (name, content) -> {
          ClassNode node = new ClassNode();
          new ClassReader(content).accept(node, 0);
          this.classes.put(name, node);
        });
  }

  /** The classes that have changed, and those that are new. */
  Map<String, byte[]> replace() {
    Map<String, ClassNode> changed = new TreeMap<>();
    for (ClassNode type : classes.values()) {
      ClassNode host = type.nestHostClass == null ? type : classes.get(type.nestHostClass);
      // Before 11 there are no nests.
      if (host != null && (type.version & 0xffff) >= Opcodes.V11 && replaceIn(type, host)) {
        changed.put(type.name, type);
        changed.put(host.name, host);
      }
    }
    changed.forEach(
        (name, node) -> {
          // Nothing that has to do with frames or the stack is different.
          ClassWriter writer = new ClassWriter(0);
          node.accept(writer);
          replaced.put(name, writer.toByteArray());
        });
    return new TreeMap<>(replaced);
  }

  private boolean replaceIn(ClassNode type, ClassNode host) {
    int count = 0;
    for (MethodNode method : type.methods) {
      for (AbstractInsnNode instruction : method.instructions.toArray()) {
        if (instruction instanceof InvokeDynamicInsnNode lambda && isPlain(lambda, type)) {
          FunctionClass function =
              new FunctionClass(
                  type.name + "$$Function" + ++count,
                  host.name,
                  type.version,
                  Type.getMethodType(lambda.desc),
                  lambda.name,
                  (Type) lambda.bsmArgs[0],
                  (Handle) lambda.bsmArgs[1],
                  (Type) lambda.bsmArgs[2]);
          replaced.put(function.name(), function.toBytes());
          if (host.nestMembers == null) {
            host.nestMembers = new ArrayList<>();
          }
          host.nestMembers.add(function.name());
          method.instructions.set(
              lambda,
              new MethodInsnNode(
                  Opcodes.INVOKESTATIC, function.name(), FunctionClass.OF, lambda.desc, false));
        }
      }
    }
    return count > 0;
  }

  private static boolean isPlain(InvokeDynamicInsnNode call, ClassNode type) {
    return call.bsm.getOwner().equals(METAFACTORY)
        && call.bsm.getName().equals("metafactory")
        && (((Handle) call.bsmArgs[1]).getTag() != Opcodes.H_INVOKESPECIAL
            || isPrivate((Handle) call.bsmArgs[1], type));
  }

  private static boolean isPrivate(Handle method, ClassNode type) {
    @Nullable MethodNode found = null;
    if (method.getOwner().equals(type.name)) {
      List<MethodNode> methods = type.methods;
      for (MethodNode each : methods) {
        if (each.name.equals(method.getName()) && each.desc.equals(method.getDesc())) {
          found = each;
        }
      }
    }
    return found != null && (found.access & Opcodes.ACC_PRIVATE) != 0;
  }
}
