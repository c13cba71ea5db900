package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.runtime.RuntimeLookup;
import dev.leadline.expression.groovy.type.Carriers;
import groovyjarjarasm.asm.ClassWriter;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import groovyjarjarasm.asm.Type;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Set;

/**
 * Makes the class of one expression: hidden, with one static method, unloaded together with the
 * handle to it. It names only JDK types and this bundle's runtime; everything of the application is
 * reached through constant method handles in its class data, so nothing on this side refers to the
 * application once the handle is gone.
 */
public final class ExpressionClass {

  private static final String METHOD = "evaluate";

  private ExpressionClass() {}

  /** The expression as a handle from its parameters to its value. */
  public static MethodHandle define(Term body, List<Local> parameters) {
    MethodType type =
        MethodType.methodType(
            Carriers.of(body.type().raw()),
            parameters.stream().<Class<?>>map(p -> Carriers.of(p.type().raw())).toList());
    MethodHandles.Lookup runtime = RuntimeLookup.lookup();
    ClassWriter writer = new FrameWriter();
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        Type.getInternalName(runtime.lookupClass()) + "$Expression",
        null,
        "java/lang/Object",
        null);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_STATIC, METHOD, type.toMethodDescriptorString(), null, null);
    code.visitCode();
    Emitter emitter = new Emitter(code, parameters);
    emitter.startSteps();
    body.emit(emitter);
    code.visitInsn(Type.getType(type.returnType()).getOpcode(Opcodes.IRETURN));
    code.visitMaxs(0, 0);
    code.visitEnd();
    emitter.descriptor(type);
    resolve(emitter.named(), writer);
    writer.visitEnd();
    try {
      MethodHandles.Lookup made =
          runtime.defineHiddenClassWithClassData(
              writer.toByteArray(), List.copyOf(emitter.data()), true);
      return made.findStatic(made.lookupClass(), METHOD, type);
    } catch (IllegalAccessException | NoSuchMethodException e) {
      throw new IllegalStateException("the expression's own class is not accessible", e);
    }
  }

  /**
   * Has the JVM resolve these classes when the expression's class is initialised, from there. To a
   * compiler a class is not loaded as long as the code that names it has not asked for it, wherever
   * else it is loaded. It inlines no method that has one in its signature; and where a handle to
   * such a method is called, C2 of JDK 17 takes what it answers for a value of a class without a
   * layout, and crashes where that is asked whether it is a String ({@code
   * ciKlass::is_subtype_of}).
   */
  private static void resolve(Set<Class<?>> named, ClassWriter writer) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    for (Class<?> type : named) {
      code.visitLdcInsn(Type.getType(type));
      code.visitInsn(Opcodes.POP);
    }
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Frames without loading a class: where branches meet, casts follow. */
  private static final class FrameWriter extends ClassWriter {
    FrameWriter() {
      super(COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String type1, String type2) {
      return "java/lang/Object";
    }
  }
}
