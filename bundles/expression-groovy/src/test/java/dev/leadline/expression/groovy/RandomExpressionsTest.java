package dev.leadline.expression.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionRole;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever is written, the answer is a handle or a problem: no compiler error, no class that the
 * JVM does not verify, no variable that the lexer did not foresee.
 */
class RandomExpressionsTest {

  private static final int EXPRESSIONS = 2_000;

  private static final List<String> ATOMS =
      List.of(
          "n",
          "big",
          "ratio",
          "letter",
          "yes",
          "text",
          "nothing",
          "boxed",
          "number",
          "any",
          "exact",
          "noSession",
          "session",
          "millis",
          "args",
          "names",
          "ages",
          "order",
          "numbers",
          "none",
          "raw",
          "this",
          "open",
          "counts",
          "tags",
          "orders",
          "stock",
          "1",
          "2L",
          "1.5",
          "2.5f",
          "3d",
          "'x'",
          "''",
          "null",
          "true",
          "1.5g",
          "7g",
          "Tier.GOLD",
          "session.user",
          "session.user.credit",
          "order.items",
          "order.items[0].weight",
          "it",
          "[1, 2]",
          "[]",
          "[a: 1]",
          "Integer.MAX_VALUE",
          "Desk",
          "missing");

  private static final List<String> BINARY =
      List.of(
          "+", "-", "*", "/", "%", "**", "==", "!=", "<", "<=", ">", ">=", "<=>", "&&", "||", "&",
          "|", "^", "<<", ">>", ">>>", "in", "!in", "===", "?:", "==~", "=~");

  private static final List<String> AFTER =
      List.of(
          ".size()",
          ".length()",
          ".toString()",
          ".class.simpleName",
          "[0]",
          "[-1]",
          "['a']",
          ".id",
          ".tier",
          "?.user",
          "?.id",
          "*.label",
          ".price",
          ".sum()",
          ".max()",
          ".min()",
          ".sum { it }",
          ".sum { it.price }",
          ".count { it > 1 }",
          ".any { it == 1 }",
          ".every { it }",
          ".find { it != null }",
          ".collect { it }",
          ".findAll { it }",
          ".max { it }",
          ".min { x -> x.hashCode() }",
          ".first()",
          ".join('-')",
          ".intdiv(2)",
          ".any { k, v -> v == 30 }",
          ".toInteger()",
          ".abs()",
          "?.length()",
          "?[0]");

  private static final List<String> TYPES =
      List.of(
          "int",
          "long",
          "double",
          "String",
          "Integer",
          "BigDecimal",
          "Session",
          "Number",
          "boolean",
          "Object",
          "List",
          "char",
          "float",
          "byte",
          "Long",
          "Boolean");

  private final Random random = new Random(42);

  @Test
  void alwaysGiveAHandleOrAProblem() {
    int compiled = 0;
    Shop shop = new Shop();
    GroovyExpressionLanguage language = new GroovyExpressionLanguage();
    for (int i = 0; i < EXPRESSIONS; i++) {
      String expression = expression(3);
      ExpressionRole role = ExpressionRole.values()[i % 3];
      Compilation compilation;
      try {
        compilation = shop.compile(expression, role);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(role + " " + expression, e);
      }
      if (compilation instanceof Compilation.Compiled ready) {
        compiled++;
        assertThat(language.identifiers(expression)).containsAll(ready.variables());
        try {
          Object unused = ready.handle().invokeWithArguments(shop.values(ready.variables()));
        } catch (VirtualMachineError | LinkageError e) {
          throw new AssertionError(role + " " + expression, e);
        } catch (Throwable expected) {
          // An expression error: null, a division by zero, an index out of bounds.
          assertThat(expected).isInstanceOf(RuntimeException.class);
        }
      }
    }
    assertThat(compiled).as("enough of them make sense").isGreaterThan(EXPRESSIONS / 20);
  }

  private String expression(int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return pick(ATOMS);
    }
    return switch (random.nextInt(10)) {
      case 0, 1, 2 ->
          "(" + expression(depth - 1) + " " + pick(BINARY) + " " + expression(depth - 1) + ")";
      case 3, 4, 5 -> expression(depth - 1) + pick(AFTER);
      case 6 ->
          "("
              + expression(depth - 1)
              + " ? "
              + expression(depth - 1)
              + " : "
              + expression(depth - 1)
              + ")";
      case 7 -> "((" + pick(TYPES) + ") " + expression(depth - 1) + ")";
      case 8 -> "\"<${" + expression(depth - 1) + "}>\"";
      default -> pick(List.of("!", "-", "~", "+")) + expression(depth - 1);
    };
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
