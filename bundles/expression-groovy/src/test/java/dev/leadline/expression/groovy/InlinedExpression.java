package dev.leadline.expression.groovy;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionRole;
import java.lang.Character.UnicodeScript;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * An application of its own, for a look at what the JIT does: an expression whose value is of a
 * type that nothing here names.
 */
final class InlinedExpression {

  private static final int CALLS = 200_000;
  private static final MethodHandle VALUE = compiled();

  private InlinedExpression() {}

  private static MethodHandle compiled() {
    Shop shop = new Shop().add("script", UnicodeScript.class, UnicodeScript.LATIN);
    Compilation.Compiled compiled = shop.compiled("script", ExpressionRole.LABEL);
    return MethodHandles.insertArguments(compiled.handle(), 0, shop.values(compiled.variables()))
        .asType(MethodType.methodType(Object.class));
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
