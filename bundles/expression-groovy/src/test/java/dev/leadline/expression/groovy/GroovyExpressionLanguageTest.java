package dev.leadline.expression.groovy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionRole;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroovyExpressionLanguageTest {

  private final Shop shop = new Shop();

  @ParameterizedTest
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      value = {
        "n ⇒ 6",
        "this.open ⇒ 3",
        "open ⇒ 3",
        "name ⇒ desk",
        "origin ⇒ base",
        "level ⇒ 2",
        "LIMIT ⇒ 7",
        "region ⇒ eu",
        "Desk.LIMIT ⇒ 7",
        "shop.Desk.LIMIT ⇒ 7",
        "secret ⇒ 42",
        "session.startTs ⇒ 1000",
        "session.tier ⇒ gold",
        "session.user.id ⇒ u1",
        "session.user.id() ⇒ u1",
        "session.user.tier ⇒ GOLD",
        "session.user.tier.name() ⇒ GOLD",
        "session.user.tier.rank ⇒ 1",
        "session.user.known() ⇒ true",
        "session.live ⇒ true",
        "session.@tier ⇒ gold",
        "hidden.depth ⇒ 9",
        "hidden.self().depth ⇒ 9",
        "counting.size() ⇒ 11",
        "toTwice(4) ⇒ 8",
        "toThrice(n) ⇒ 18",
        "Desk.toThrice(2) ⇒ 6",
        "this.toTwice(n) ⇒ 12",
        "isOpenFor('abc') ⇒ 3",
        "stock.tea ⇒ 5",
        "stock['tea'] ⇒ 5",
        "ages.ann + 1 ⇒ 31",
        "ages['ann'] + 1 ⇒ 31",
        "ages.get('ann') + 1 ⇒ 31",
        "counts[1] ⇒ 5",
        "counts[-1] ⇒ 6",
        "counts.length ⇒ 3",
        "counts.size() ⇒ 3",
        "tags[0] ⇒ a",
        "args[1] ⇒ q",
        "orders[0].number ⇒ 1",
        "order.items.size() ⇒ 2",
        "order.items[0].label ⇒ x",
        "order.items[-1].label ⇒ y",
        "order.items.first().label ⇒ x",
        "order.number ⇒ 17",
        "names[0].length() ⇒ 3",
        "names.join('-') ⇒ ann-bo",
        "text[1] ⇒ e",
        "text.toUpperCase() ⇒ HELLO",
        "any.open ⇒ 3",
        "any.secret ⇒ 42",
        "any.session.user.id ⇒ u1",
        "((Desk) any).open ⇒ 3",
        "(any as Desk).open ⇒ 3",
        "Tier.GOLD ⇒ GOLD",
        "Tier.valueOf('TEST') ⇒ TEST",
        "Math.max(n, 9) ⇒ 9",
        "Integer.MAX_VALUE ⇒ 2147483647",
        "text.class.simpleName ⇒ String",
        "getClass().getSimpleName() ⇒ Desk",
        "Thread.currentThread().daemon ⇒ false",
        "{session.user.id} ⇒ u1",
        "` { n + 1 } ` ⇒ 7",
        "millis.toMillis() ⇒ 1500",
        "(int) ratio ⇒ 0",
        "'12' as int ⇒ 12",
        "n as long ⇒ 6",
        "boxed + 1 ⇒ 6",
        "'1.5' as BigDecimal ⇒ 1.5",
        "text.matches('h.*') ⇒ true",
        "text.replaceAll('l+', 'L') ⇒ heLo",
        "text.replaceFirst('l', 'L') ⇒ heLlo",
        "text.replace('l', 'L') ⇒ heLLo",
        "text.split('l+')[1] ⇒ o",
        "(n) ⇒ 6",
        "yes ? n : big ⇒ 6",
        "nothing ?: 'x' ⇒ x",
        "text ?: 'x' ⇒ hello",
        "noSession?.user?.id ⇒ ",
        "session?.user?.id ⇒ u1",
        "noSession?.startTs ?: 5 ⇒ 5",
        "noSession?.startTs == null ⇒ true",
      })
  void readsWhatIsInScope(String expression, String expected) {
    assertThat(String.valueOf(shop.value(expression))).isEqualTo(String.valueOf(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      value = {
        "1 + 2 ⇒ 3",
        "7 / 2 ⇒ 3.5",
        "6 / 2 ⇒ 3.0",
        "7.intdiv(2) ⇒ 3",
        "7 % 4 ⇒ 3",
        "2 ** 3 ⇒ 8.0",
        "-n ⇒ -6",
        "+n ⇒ 6",
        "~n ⇒ -7",
        "1 << 3 ⇒ 8",
        "-8 >> 1 ⇒ -4",
        "-1 >>> 28 ⇒ 15",
        "big >> 39 ⇒ 2",
        "6 & 3 ⇒ 2",
        "6 | 1 ⇒ 7",
        "1000.0 ⇒ 1000.0",
        "0.1 + 0.2 ⇒ 0.30000000000000004",
        "0.1g + 0.2g ⇒ 0.3",
        "exact + 0.2 ⇒ 10.30",
        "exact * 2 ⇒ 20.20",
        "exact / 4 ⇒ 2.525",
        "number + 1 ⇒ 3.5",
        "(5000 - session.startTs) / 1000.0 ⇒ 4.0",
        "letter + 1 ⇒ 121",
        "millis.plus(millis).toMillis() ⇒ 3000",
        "(millis + millis).toMillis() ⇒ 3000",
        "'a' + 1 + 2 ⇒ a12",
        "1 + 2 + 'a' ⇒ 3a",
        "n > 5 && n < 7 ⇒ true",
        "n > 5 || 1 / 0 > 1 ⇒ true",
        "n <=> 7 ⇒ -1",
        "'b' <=> 'a' ⇒ 1",
        "!yes ⇒ false",
        "!!text ⇒ true",
        "1 == 1L ⇒ true",
        "boxed == 5 ⇒ true",
        "boxed == 5.0 ⇒ true",
        "5.5 == boxed ⇒ false",
        "exact == 10.1 ⇒ true",
        "exact > 10.05 ⇒ true",
        "exact < 10.05 ⇒ false",
        "letter == 'x' ⇒ true",
        "text == 'hello' ⇒ true",
        "text != null ⇒ true",
        "nothing == null ⇒ true",
        "nothing == 'x' ⇒ false",
        "session.user.tier == Tier.GOLD ⇒ true",
        "session.user.tier != Tier.GOLD ⇒ false",
        "[1, 2] == [1L, 2L] ⇒ true",
        "text === text ⇒ true",
        "n in [1, 6] ⇒ true",
        "n !in [1, 6] ⇒ false",
        "text in ['a', 'hello'] ⇒ true",
        "n in 1..6 ⇒ true",
        "n in 1..<6 ⇒ false",
        "'ann' in names ⇒ true",
        "'ann' in ages ⇒ true",
        "'p' in args ⇒ true",
        "session instanceof Session ⇒ true",
        "any instanceof String ⇒ false",
        "any !instanceof String ⇒ true",
        "text ==~ /h.*o/ ⇒ true",
        "text =~ /ell/ ⇒ true",
        "text ==~ /ell/ ⇒ false",
      })
  void computesAndCompares(String expression, String expected) {
    assertThat(shop.value(expression)).asString().isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      value = {
        "order.items.sum { it.price } ⇒ 6.5",
        "order.items.sum { it.count } ⇒ 4",
        "order.items.sum { it.exact } ⇒ 3.30",
        "order.items.sum { item -> item.price * item.count } ⇒ 14.5",
        "order.items.count { it.count > 1 } ⇒ 1",
        "order.items.any { it.label == 'y' } ⇒ true",
        "order.items.any { it.label == 'z' } ⇒ false",
        "order.items.every { it.price > 1 } ⇒ true",
        "order.items.every { it.price > 3 } ⇒ false",
        "order.items.max { it.price }.label ⇒ y",
        "order.items.min { it.price }.label ⇒ x",
        "order.items.find { it.price > 3 }.label ⇒ y",
        "order.items.find { it.price > 99 }?.label ⇒ ",
        "order.items.collect { it.label } ⇒ [x, y]",
        "order.items.findAll { it.count > 1 }.size() ⇒ 1",
        "order.items*.label ⇒ [x, y]",
        "order.items.label ⇒ [x, y]",
        "order.items*.label.join(',') ⇒ x,y",
        "numbers.sum() ⇒ 6",
        "numbers.max() ⇒ 3",
        "numbers.min() ⇒ 1",
        "none.sum() ⇒ 0",
        "none.max() ⇒ ",
        "counts.sum() ⇒ 15",
        "counts.any { it > 5 } ⇒ true",
        "tags.collect { it + '!' } ⇒ [a!, b!]",
        "ages.any { k, v -> k == 'ann' && v > 20 } ⇒ true",
        "ages.find { it.value == 30 }.key ⇒ ann",
        "numbers.count { it > n - 5 } ⇒ 2",
        "numbers.any { a -> numbers.any { b -> a + b == 5 } } ⇒ true",
        "raw.collect { it } ⇒ [r]",
      })
  void turnsClosuresOverCollectionsIntoLoops(String expression, String expected) {
    assertThat(String.valueOf(shop.value(expression))).isEqualTo(String.valueOf(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      value = {
        "session.user.id ⇒ u1",
        "nothing ⇒ null",
        "10 / 4 ⇒ 2.5",
        "10 / 5 ⇒ 2",
        "0.1 + 0.2 ⇒ 0.3",
        "\"${session.user.id}-${n + 1}\" ⇒ u1-7",
        "\"$text/${session?.tier}\" ⇒ hello/gold",
        "\"${500 / 100}xx\" ⇒ 5xx",
        "args ⇒ [p, q]",
        "names ⇒ [ann, bo]",
        "session.user.tier ⇒ GOLD",
        "'a' + nothing ⇒ anull",
      })
  void makesTextForLabels(String expression, String expected) {
    assertThat(shop.label(expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      value = {
        "yes ⇒ true",
        "n ⇒ true",
        "n - 6 ⇒ false",
        "text ⇒ false",
        "'TRUE' ⇒ true",
        "nothing ⇒ false",
        "names ⇒ true",
        "none ⇒ false",
        "session ⇒ true",
        "noSession ⇒ false",
        "any ⇒ true",
        "ratio ⇒ true",
        "text && n ⇒ true",
        "text.length() > 3 ⇒ true",
        "session.tier != 'test' ⇒ true",
        "boxed ⇒ true",
        "null ⇒ false",
        "stock.tea ⇒ true",
      })
  void decidesConditionsByGroovyTruthButTextByWhatItSays(String expression, boolean expected) {
    assertThat(shop.condition(expression)).isEqualTo(expected);
    assertThat(shop.compiled(expression, ExpressionRole.CONDITION).handle().type().returnType())
        .isEqualTo(boolean.class);
  }

  /** In a static method. */
  @Test
  void readsStaticMembersWhereThereIsNoThis() {
    Shop noInstance = new Shop().without("this");
    assertThat(noInstance.value("LIMIT + 1")).isEqualTo(8);
    assertThat(noInstance.value("region")).isEqualTo("eu");
    assertThat(noInstance.value("toThrice(2)")).isEqualTo(6);
  }

  @Test
  void decidesByWhatATextSaysWhateverItsStaticType() {
    shop.add("refused", Object.class, "no")
        .add("agreed", Object.class, "True")
        .add("built", CharSequence.class, new StringBuilder("yes"))
        .add("compared", Comparable.class, "false");
    assertThat(shop.condition("refused")).isFalse();
    assertThat(shop.condition("agreed")).isTrue();
    assertThat(shop.condition("built")).isFalse();
    assertThat(shop.condition("compared")).isFalse();
  }

  @Test
  void leavesPrimitivesUnboxed() {
    assertThat(returnType("session.startTs")).isEqualTo(long.class);
    assertThat(returnType("open + 1")).isEqualTo(int.class);
    assertThat(returnType("(System.currentTimeMillis() - session.startTs) / 1000.0"))
        .isEqualTo(double.class);
    assertThat(returnType("text == 'a'")).isEqualTo(boolean.class);
    assertThat(returnType("order.items.count { it.count > 0 }")).isEqualTo(long.class);
    assertThat(returnType("7 / 2")).isEqualTo(double.class);
  }

  private Class<?> returnType(String expression) {
    return shop.compiled(expression, ExpressionRole.VALUE).handle().type().returnType();
  }

  @Test
  void failsAtRunTimeOnDivisionByZeroOfWholeNumbers() {
    assertThatThrownBy(() -> shop.value("0/0")).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> shop.value("1/0")).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> shop.label("1/0")).isInstanceOf(ArithmeticException.class);
    assertThat(shop.value("1.0/0")).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void failsAtRunTimeOnNull() {
    assertThatThrownBy(() -> shop.value("noSession.startTs"))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void stopsLoopsThatTakeTooLong() {
    List<Integer> many = java.util.Collections.nCopies(2_000, 1);
    shop.add("many", List.class, many);
    assertThatThrownBy(() -> shop.value("many.count { a -> many.any { b -> a != b } }"))
        .hasMessageContaining("steps");
    assertThatThrownBy(
            () ->
                new Shop()
                    .add("evil", String.class, "a".repeat(60))
                    .value("evil ==~ /(a*)*(a*)*(a*)*b/"))
        .hasMessageContaining("steps");
  }

  @Test
  void keepsDurationsAndDecimalsAsTheyAre() {
    assertThat(shop.value("millis")).isEqualTo(Duration.ofMillis(1500));
    assertThat(shop.value("exact")).isEqualTo(new BigDecimal("10.10"));
  }

  @Test
  void passesVariablesInTheOrderOfTheRequest() {
    Compilation.Compiled compiled =
        shop.compiled("ratio + n + session.startTs + open", ExpressionRole.VALUE);
    assertThat(compiled.variables()).containsExactly("this", "session", "n", "ratio");
    assertThat(compiled.handle().type().parameterList())
        .containsExactly(Object.class, Object.class, int.class, double.class);
  }

  @Test
  void readsCapturedVariablesAndTheOuterInstance() {
    Object runnable = shop.desk("runnable", 5);
    shop.add("this", runnable.getClass(), runnable);
    Compilation compilation =
        shop.compile("captured + open", ExpressionRole.VALUE, runnable.getClass());
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    assertThat(((Compilation.Compiled) compilation).handle())
        .satisfies(handle -> assertThat((int) handle.invoke(runnable)).isEqualTo(8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      value = {
        "session.startTs + open ⇒ false",
        "System.currentTimeMillis() - session.startTs ⇒ false",
        "text.toUpperCase() == 'A' ⇒ false",
        "n * 2 > 5 ⇒ false",
        "session.user.id() ⇒ true",
        "toTwice(1) ⇒ true",
        "names.contains('x') ⇒ true",
        "any == session ⇒ true",
        "order.items.sum { it.price } ⇒ true",
        "\"$session\" ⇒ true",
      })
  void saysWhetherItMayReachTheApplicationsCode(String expression, boolean expected) {
    assertThat(shop.compiled(expression, ExpressionRole.VALUE).callsApplicationCode())
        .isEqualTo(expected);
  }
}
