package dev.leadline.expression.groovy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionRole;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has elements beside the JDK's collections: arrays of every kind, options, streams. */
class CollectionsTest {

  private final Shop shop = new Shop();

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "shorts", "chars", "ints", "longs", "floats", "doubles"})
  void goesThroughArraysOfPrimitives(String name) {
    for (boolean known : new boolean[] {true, false}) {
      addArrays(known);
      boolean whole = !name.equals("floats") && !name.equals("doubles");
      assertThat(shop.value(name + ".length")).as(name).isEqualTo(3);
      assertThat(shop.value(name + ".size()")).isEqualTo(3);
      assertThat(shop.value("'' + " + name + "[1]")).isIn("2", "2.0", "\2");
      assertThat(shop.value("(int) " + name + "[-1]")).isEqualTo(3);
      assertThat(shop.value(name + ".count { it > 1 }")).isEqualTo(2L);
      assertThat(shop.condition(name + ".any { it == 3 }")).isTrue();
      assertThat(shop.condition(name + ".every { it == 3 }")).isFalse();
      assertThat((Number) shop.value(name + ".sum { it * 2 }"))
          .as(name)
          .isEqualTo(whole ? (Number) 12L : (Number) 12.0);
      assertThat(shop.value("(int) " + name + ".max { it }")).isEqualTo(3);
      assertThat(shop.value("(int) " + name + ".min { -it }")).isEqualTo(3);
      assertThat(shop.value("(int) " + name + ".find { it > 1 }")).isEqualTo(2);
      assertThat(shop.value(name + ".findAll { it > 1 }.size()")).isEqualTo(2);
      assertThat(shop.value(name + ".collect { it + 1 }.size()")).isEqualTo(3);
      assertThat(shop.condition(name + " ? true : false")).isTrue();
    }
  }

  private void addArrays(boolean known) {
    Object[] arrays = {
      new byte[] {1, 2, 3},
      new short[] {1, 2, 3},
      new char[] {1, 2, 3},
      new int[] {1, 2, 3},
      new long[] {1, 2, 3},
      new float[] {1, 2, 3},
      new double[] {1, 2, 3}
    };
    for (Object array : arrays) {
      String name = array.getClass().componentType() + "s";
      shop.add(name, known ? array.getClass() : Object.class, array);
    }
  }

  @Test
  void addsUpWholeNumbersAsLong() {
    int[] large = {Integer.MAX_VALUE, Integer.MAX_VALUE};
    shop.add("known", int[].class, large).add("unknown", Object.class, large);
    assertThat(shop.value("known.sum()")).isEqualTo(2L * Integer.MAX_VALUE);
    assertThat(shop.value("unknown.sum { it }")).isEqualTo(2L * Integer.MAX_VALUE);
  }

  @Test
  void goesThroughArraysOfBooleans() {
    shop.add("flags", boolean[].class, new boolean[] {true, false, true});
    shop.add("anyFlags", Object.class, new boolean[] {true, false, true});
    assertThat(shop.value("flags.count { it }")).isEqualTo(2L);
    assertThat(shop.value("anyFlags.count { it }")).isEqualTo(2L);
    assertThat(shop.condition("flags.every { it }")).isFalse();
    assertThat(shop.label("flags")).isEqualTo("[true, false, true]");
  }

  @Test
  void addsUpArraysOfNumbers() {
    assertThat(shop.value("counts.sum()")).isEqualTo(15L);
    assertThat(shop.value("counts.max()")).isEqualTo(6);
    shop.add("none", int[].class, new int[0]);
    assertThat(shop.value("none.sum()")).isEqualTo(0L);
    assertThat(shop.condition("none ? true : false")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      value = {
        "some.isPresent() ⇒ true",
        "some.present ⇒ true",
        "some.empty ⇒ false",
        "some.get() ⇒ x",
        "some.orElse('none') ⇒ x",
        "none.orElse('none') ⇒ none",
        "none.isEmpty() ⇒ true",
        "some ? some.get() : 'none' ⇒ x",
        "none ? none.get() : 'none' ⇒ none",
        "number.orElse(5) ⇒ 3",
        "number.getAsInt() + 1 ⇒ 4",
        "number.asInt ⇒ 3",
        "decimal.orElse(1.5) ⇒ 1.5",
        "anySome.get() ⇒ x",
        "anySome.isPresent() ⇒ true",
        "anyNone ? 1 : 2 ⇒ 2",
      })
  void readsOptionals(String expression, String expected) {
    addOptionals();
    assertThat(String.valueOf(shop.value(expression))).isEqualTo(expected);
  }

  private void addOptionals() {
    shop.add("some", Optional.class, Optional.of("x"));
    shop.add("none", Optional.class, Optional.empty());
    shop.add("number", OptionalInt.class, OptionalInt.of(3));
    shop.add("decimal", OptionalDouble.class, OptionalDouble.empty());
    shop.add("anySome", Object.class, Optional.of("x"));
    shop.add("anyNone", Object.class, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stream.count()",
        "stream.findFirst()",
        "stream.iterator()",
        "stream.any { it }",
        "stream.toList()",
        "stream.close()",
      })
  void leavesStreamsAlone(String expression) {
    Stream<Integer> stream = Stream.of(1, 2);
    shop.add("stream", Stream.class, stream);
    for (ExpressionRole role : ExpressionRole.values()) {
      assertThat(shop.compile(expression, role)).isInstanceOf(Compilation.Failed.class);
    }
    shop.add("stream", Object.class, stream);
    if (shop.compile(expression, ExpressionRole.VALUE) instanceof Compilation.Compiled) {
      assertThatThrownBy(() -> shop.value(expression)).isInstanceOf(RuntimeException.class);
    }
    assertThat(stream.count()).isEqualTo(2);
  }
}
