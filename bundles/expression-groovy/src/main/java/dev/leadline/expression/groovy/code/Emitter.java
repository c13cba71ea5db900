package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.runtime.Steps;
import dev.leadline.expression.groovy.type.Carriers;
import groovyjarjarasm.asm.ConstantDynamic;
import groovyjarjarasm.asm.Handle;
import groovyjarjarasm.asm.Label;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import groovyjarjarasm.asm.Type;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the one method of an expression's class. One per compilation, one thread. */
public final class Emitter {

  private static final Handle CLASS_DATA_AT =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "classDataAt",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;",
          false);

  private final MethodVisitor code;
  private final List<Object> data = new ArrayList<>();
  private final Set<Class<?>> named = new LinkedHashSet<>();
  private final Map<Local, Integer> slots = new HashMap<>();
  private int nextSlot;
  private int stepsSlot = -1;

  Emitter(MethodVisitor code, List<Local> parameters) {
    this.code = code;
    parameters.forEach(this::slot);
  }

  public MethodVisitor code() {
    return code;
  }

  /** Live objects that the code names: they become the class data of the expression's class. */
  List<Object> data() {
    return data;
  }

  /** How the code names a method's type; its classes are among the {@link #named} then. */
  String descriptor(MethodType type) {
    name(type.returnType());
    type.parameterList().forEach(this::name);
    return type.toMethodDescriptorString();
  }

  private void name(Class<?> type) {
    if (!type.isPrimitive()) {
      named.add(type);
    }
  }

  /** All classes that descriptors in the code name. */
  Set<Class<?>> named() {
    return named;
  }

  /** Makes room for the count of loop steps; before any loop. */
  void startSteps() {
    stepsSlot = nextSlot++;
    code.visitLdcInsn(Steps.BUDGET);
    code.visitVarInsn(Opcodes.ISTORE, stepsSlot);
  }

  /** One step of a loop: an error when the budget is used up. */
  void step() {
    code.visitIincInsn(stepsSlot, -1);
    checkSteps();
  }

  /** As many steps as the term says. */
  void spend(Term cost) {
    code.visitVarInsn(Opcodes.ILOAD, stepsSlot);
    cost.emit(this);
    code.visitInsn(Opcodes.ISUB);
    code.visitVarInsn(Opcodes.ISTORE, stepsSlot);
    checkSteps();
  }

  private void checkSteps() {
    Label within = new Label();
    code.visitVarInsn(Opcodes.ILOAD, stepsSlot);
    code.visitJumpInsn(Opcodes.IFGE, within);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(Steps.class),
        "exceeded",
        "()" + Type.getDescriptor(Steps.BudgetExceededException.class),
        false);
    code.visitInsn(Opcodes.ATHROW);
    code.visitLabel(within);
  }

  void load(Local local) {
    Class<?> carrier = Carriers.of(local.type().raw());
    code.visitVarInsn(Type.getType(carrier).getOpcode(Opcodes.ILOAD), slot(local));
  }

  void store(Local local) {
    Class<?> carrier = Carriers.of(local.type().raw());
    code.visitVarInsn(Type.getType(carrier).getOpcode(Opcodes.ISTORE), slot(local));
  }

  private int slot(Local local) {
    Integer known = slots.get(local);
    if (known != null) {
      return known;
    }
    int slot = nextSlot;
    nextSlot += Type.getType(Carriers.of(local.type().raw())).getSize();
    slots.put(local, slot);
    return slot;
  }

  /** Pushes an object as a constant of the class: the JIT folds it like a literal. */
  public void constant(Object value, Class<?> type) {
    int index = data.size();
    data.add(value);
    code.visitLdcInsn(new ConstantDynamic("_", Type.getDescriptor(type), CLASS_DATA_AT, index));
  }

  /**
   * What lies on the stack is a {@code from}: makes the verifier see it as a {@code to}, with a
   * cast when it can't know.
   */
  public void cast(Class<?> from, Class<?> to) {
    Class<?> target = Carriers.of(to);
    if (!target.isPrimitive()
        && target != Object.class
        && !target.isAssignableFrom(Carriers.of(from))) {
      code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(target));
    }
  }

  /** After branches came together: the verifier no longer knows more than Object. */
  public void merged(Class<?> type) {
    Class<?> carrier = Carriers.of(type);
    if (!carrier.isPrimitive() && carrier != Object.class) {
      code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(carrier));
    }
  }
}
