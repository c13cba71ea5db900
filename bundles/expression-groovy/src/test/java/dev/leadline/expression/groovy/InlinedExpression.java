package dev.leadline.expression.groovy;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.testkit.expression.JavaFixture;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * An application of its own, for a look at what the JIT does: it asks again and again whether an
 * expression's value is a text. That is of a type that no code here names.
 */
final class InlinedExpression {

  /** The system property with the expression, over {@code script} and {@code holder}. */
  static final String EXPRESSION = "expression";

  private static final JavaFixture SOURCES =
      JavaFixture.of(
          """
          package apart;

          public class Holder {
            private final Character.UnicodeScript script;
            public Holder(Character.UnicodeScript script) { this.script = script; }
            public Character.UnicodeScript getScript() { return script; }
          }
          """);

  private static final int CALLS = 200_000;
  private static final MethodHandle VALUE = compiled();

  private InlinedExpression() {}

  private static MethodHandle compiled() {
    try {
      // Found without our own loader, which has not heard of it then.
      Class<?> type = Class.forName("java.lang.Character$UnicodeScript", true, null);
      Object script = type.getEnumConstants()[0];
      Class<?> holder = SOURCES.load("apart.Holder");
      Shop shop =
          new Shop()
              .add("script", type, script)
              .add("holder", holder, holder.getConstructor(type).newInstance(script));
      Compilation.Compiled compiled =
          shop.compiled(System.getProperty(EXPRESSION), ExpressionRole.LABEL);
      return MethodHandles.insertArguments(compiled.handle(), 0, shop.values(compiled.variables()))
          .asType(MethodType.methodType(Object.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] arguments) throws Throwable {
    int texts = 0;
    for (int i = 0; i < CALLS; i++) {
      texts += isText() ? 1 : 0;
    }
    System.exit(texts);
  }

  private static boolean isText() throws Throwable {
    Object value = (Object) VALUE.invokeExact();
    return value instanceof String;
  }
}
