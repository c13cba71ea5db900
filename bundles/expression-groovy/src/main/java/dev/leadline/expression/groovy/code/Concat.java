package dev.leadline.expression.groovy.code;

import dev.leadline.expression.groovy.runtime.Text;
import dev.leadline.expression.groovy.type.Carriers;
import dev.leadline.expression.groovy.type.StaticType;
import groovyjarjarasm.asm.Handle;
import groovyjarjarasm.asm.Opcodes;
import groovyjarjarasm.asm.Type;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** Strings put together, by the JDK's own string concatenation. */
public record Concat(List<Term> parts) implements Term {

  /** The JVM's limit of an invokedynamic is 255 slots; the JDK's for this bootstrap is 200. */
  private static final int MAX_PARTS = 100;

  private static final Handle BOOTSTRAP =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/invoke/StringConcatFactory",
          "makeConcatWithConstants",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
              + "Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
          false);

  public Concat {
    parts = parts.size() > MAX_PARTS ? halves(parts) : List.copyOf(parts);
  }

  private static List<Term> halves(List<Term> parts) {
    int middle = parts.size() / 2;
    return List.of(
        new Concat(parts.subList(0, middle)), new Concat(parts.subList(middle, parts.size())));
  }

  @Override
  public StaticType type() {
    return StaticType.STRING;
  }

  @Override
  public void emit(Emitter out) {
    StringBuilder recipe = new StringBuilder();
    List<Class<?>> types = new ArrayList<>();
    for (Term part : parts) {
      if (part instanceof Literal literal
          && literal.value() instanceof String text
          && text.indexOf('\1') < 0
          && text.indexOf('\2') < 0) {
        recipe.append(text);
        continue;
      }
      part.emit(out);
      types.add(Carriers.of(part.type().raw()));
      recipe.append('\1');
    }
    out.code()
        .visitInvokeDynamicInsn(
            "concat",
            out.descriptor(MethodType.methodType(String.class, types)),
            BOOTSTRAP,
            recipe.toString());
    if (types.stream().anyMatch(type -> !type.isPrimitive())) {
      // A text that is put together with itself again and again would outgrow the heap.
      out.code()
          .visitMethodInsn(
              Opcodes.INVOKESTATIC,
              Type.getInternalName(Text.class),
              "bounded",
              "(Ljava/lang/String;)Ljava/lang/String;",
              false);
    }
  }
}
