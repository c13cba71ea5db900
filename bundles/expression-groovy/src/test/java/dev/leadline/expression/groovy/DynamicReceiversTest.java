package dev.leadline.expression.groovy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of which nothing is known before the program runs: of type Object, out of raw maps. */
class DynamicReceiversTest {

  private final Shop shop = new Shop();

  @BeforeEach
  void addValues() {
    shop.add("list", Object.class, List.of("a", "b"));
    shop.add("map", Object.class, Map.of("k", 5));
    shop.add("ints", Object.class, new int[] {4, 5, 6});
    shop.add("word", Object.class, "hello");
    shop.add("session", Object.class, shop.desk("getSession"));
    shop.add("price", Object.class, new BigDecimal("2.50"));
    shop.add("five", Object.class, 5);
    shop.add("order", Object.class, ((Object[]) shop.desk("getOrders"))[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      value = {
        "any.open ⇒ 3",
        "any.toTwice(4) ⇒ 8",
        "any.toTwice(five) ⇒ 10",
        "any.toThrice(n) ⇒ 18",
        "any.isOpenFor('abc') ⇒ 3",
        "any.isOpenFor(word) ⇒ 5",
        "any.getSecret() ⇒ 42",
        "session.user.known() ⇒ true",
        "session.user.id() ⇒ u1",
        "session.getUser().getClass().simpleName ⇒ User",
        "session?.user?.tier?.name() ⇒ GOLD",
        "list.size() ⇒ 2",
        "list.get(1) ⇒ b",
        "list[0] ⇒ a",
        "list[-1] ⇒ b",
        "list.contains('a') ⇒ true",
        "list.join('-') ⇒ a-b",
        "list.first() ⇒ a",
        "list*.length() ⇒ [1, 1]",
        "list.count { it == 'a' } ⇒ 1",
        "list.any { it.startsWith('b') } ⇒ true",
        "list.collect { it.toUpperCase() } ⇒ [A, B]",
        "map.k ⇒ 5",
        "map['k'] ⇒ 5",
        "map.get('k') ⇒ 5",
        "map.size() ⇒ 1",
        "map.any { k, v -> v == 5 } ⇒ true",
        "map.find { it.value > 4 }.key ⇒ k",
        "ints.length ⇒ 3",
        "ints.size() ⇒ 3",
        "ints[1] ⇒ 5",
        "ints.sum { it } ⇒ 15",
        "ints.max { it } ⇒ 6",
        "word.length() ⇒ 5",
        "word.charAt(1) ⇒ e",
        "word[1] ⇒ e",
        "word.substring(1, 3) ⇒ el",
        "word.concat(word) ⇒ hellohello",
        "price + 1 ⇒ 3.50",
        "price.add(price) ⇒ 5.00",
        "five.intValue() + 1 ⇒ 6",
        "five.abs() ⇒ 5",
        "order.items.sum { it.price } ⇒ 6.5",
        "order.items.every { it.label != null } ⇒ true",
        "order.getItems().get(0).label ⇒ x",
      })
  void areReadByWhatTheyTurnOutToBe(String expression, String expected) {
    assertThat(String.valueOf(shop.value(expression))).isEqualTo(expected);
  }

  @Test
  void failWithTheReasonWhenTheyHaveNoSuchMember() {
    assertThatThrownBy(() -> shop.value("session.tierr"))
        .hasMessage("no property `tierr` on shop.Session; did you mean `tier`?");
    assertThatThrownBy(() -> shop.value("any.toTwise(1)"))
        .hasMessage("no method `toTwise` on shop.Desk; did you mean `toTwice`?");
    assertThatThrownBy(() -> shop.value("any.toTwice('x')")).hasMessageContaining("does not take");
    assertThatThrownBy(() -> shop.value("word.sum { it }"))
        .hasMessageContaining("java.lang.String has no elements");
    shop.add("nil", Object.class, null);
    assertThatThrownBy(() -> shop.value("nil.size()")).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> shop.value("nil.size")).isInstanceOf(NullPointerException.class);
    assertThat(shop.value("nil?.size()")).isNull();
  }

  @Test
  void areReadOnlyWhenTheyAreReached() {
    shop.add("thread", Object.class, Thread.currentThread());
    shop.add("type", Object.class, String.class);
    shop.add("numbers", Object.class, new ArrayList<>(List.of(1)));
    for (String hostile :
        List.of(
            "thread.contextClassLoader",
            "thread.getContextClassLoader()",
            "thread.threadGroup",
            "type.classLoader",
            "type.getDeclaredFields()",
            "type.getMethods()",
            "type.forName('x')",
            "word.repeat(1000000000)",
            "numbers.add(2)",
            "any.launch()",
            "numbers.iterator()",
            "numbers.toArray()",
            "numbers.listIterator()")) {
      assertThatThrownBy(() -> shop.value(hostile)).as(hostile).hasMessageContaining("only read");
    }
    for (String hostile : List.of("any.close()", "numbers.clear()", "any.removeAll()")) {
      assertThat(shop.problems(hostile)).extracting("code").containsExactly("GX-020");
    }
  }

  @Test
  void mayDoWhatTheSettingsAllow() {
    Shop open =
        new Shop(GroovyExpressionLanguage.withPolicy("read-only", Set.of("shop.Desk#launch")));
    assertThat(open.value("any.launch()")).isEqualTo("launched");
    assertThatThrownBy(() -> open.value("any.removeAll()")).hasMessageContaining("only read");
  }

  @Test
  void keepNoneOfTheApplicationsThatAskTheJdksOwnClasses() {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      loaders.add(useOnce());
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loaders).allSatisfy(loader -> assertThat(loader.get()).isNull());
            });
  }

  /** What is found, and what is not, is remembered at the class of the value, here String. */
  private static WeakReference<ClassLoader> useOnce() {
    Shop shop = new Shop();
    shop.add("word", Object.class, "hello");
    assertThat(shop.value("word.length()")).isEqualTo(5);
    assertThat(shop.value("any.isOpenFor(word)")).isEqualTo(5);
    assertThatThrownBy(() -> shop.value("word.nothing")).hasMessageContaining("no property");
    assertThatThrownBy(() -> shop.value("word.nothing()")).hasMessageContaining("no method");
    assertThatThrownBy(() -> shop.value("word.repeat(9)")).hasMessageContaining("only read");
    return new WeakReference<>(shop.type("shop.Desk").getClassLoader());
  }
}
