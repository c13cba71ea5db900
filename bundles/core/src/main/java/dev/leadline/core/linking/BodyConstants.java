package dev.leadline.core.linking;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The live objects that a generated body uses: class data of the hidden class, loaded as dynamic
 * constants (JVMS 6.5 ldc), which the JIT folds like literals.
 */
final class BodyConstants {

  private static final Handle CLASS_DATA_AT =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          Type.getInternalName(MethodHandles.class),
          "classDataAt",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;",
          false);

  private final List<Object> values = new ArrayList<>();

  /** Pushes the object. Stack: .. -> .., value */
  void load(MethodVisitor code, Object value, Class<?> type) {
    int index = 0;
    // By identity: equals of these objects may be anybody's code.
    while (index < values.size() && values.get(index) != value) {
      index++;
    }
    if (index == values.size()) {
      values.add(value);
    }
    code.visitLdcInsn(
        new ConstantDynamic("_", Type.getDescriptor(type), CLASS_DATA_AT, Integer.valueOf(index)));
  }

  List<Object> values() {
    return values;
  }
}
