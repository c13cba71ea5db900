package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.type.Carriers;
import dev.leadline.expression.groovy.type.StaticType;
import groovyjarjarasm.asm.Opcodes;
import groovyjarjarasm.asm.Type;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

/** A call; the receiver, when there is one, is the first argument. */
public sealed interface Call extends Term {

  List<Term> arguments();

  /**
   * Of a public method of a public JDK type, or of this bundle's runtime: an invoke instruction.
   */
  record Direct(Method method, List<Term> arguments, StaticType type) implements Call {
    public Direct {
      arguments = List.copyOf(arguments);
    }

    @Override
    public void emit(Emitter out) {
      boolean isStatic = Modifier.isStatic(method.getModifiers());
      Class<?> owner = method.getDeclaringClass();
      Class<?>[] parameters = method.getParameterTypes();
      for (int i = 0; i < arguments.size(); i++) {
        Term argument = arguments.get(i);
        argument.emit(out);
        Class<?> wanted = isStatic ? parameters[i] : i == 0 ? owner : parameters[i - 1];
        out.cast(argument.type().raw(), wanted);
      }
      int opcode =
          isStatic
              ? Opcodes.INVOKESTATIC
              : owner.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
      out.code()
          .visitMethodInsn(
              opcode,
              Type.getInternalName(owner),
              method.getName(),
              out.descriptor(MethodType.methodType(method.getReturnType(), parameters)),
              owner.isInterface());
      if (!method.getReturnType().isPrimitive()) {
        out.cast(method.getReturnType(), type.raw());
      }
    }
  }

  /**
   * Of anything of the application: a constant method handle, which the JIT inlines like the member
   * itself.
   */
  record ByHandle(MethodHandle handle, List<Term> arguments, StaticType type) implements Call {
    public ByHandle {
      arguments = List.copyOf(arguments);
    }

    @Override
    public void emit(Emitter out) {
      MethodType erased =
          MethodType.methodType(
              Carriers.of(type.raw()),
              arguments.stream().<Class<?>>map(a -> Carriers.of(a.type().raw())).toList());
      out.constant(handle.asType(erased), MethodHandle.class);
      for (Term argument : arguments) {
        argument.emit(out);
      }
      // stack: handle, arguments
      out.code()
          .visitMethodInsn(
              Opcodes.INVOKEVIRTUAL,
              "java/lang/invoke/MethodHandle",
              "invokeExact",
              out.descriptor(erased),
              false);
    }
  }
}
