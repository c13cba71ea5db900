package dev.leadline.expression.groovy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadline.expression.groovy.runtime.Truth;
import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionRole;
import java.io.File;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.immutable.LazyList;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Vector;
import scala.collection.mutable.ArrayBuffer;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Scala's own collections, of which scalac writes the types into fields and methods, but not into
 * variables: known with their elements ({@code typed..}), known alone ({@code seq}), unknown
 * ({@code any..}).
 */
class ScalaCollectionsTest {

  record Item(String label, double price, int count) {}

  /** As scalac writes a class with these fields: numbers in a collection are Objects. */
  record Depot(
      scala.collection.immutable.List<Item> items,
      scala.collection.immutable.Map<String, Object> stock) {}

  private final Shop shop = new Shop();

  @BeforeEach
  void addValues() {
    scala.collection.immutable.List<Item> items =
        CollectionConverters.asScala(List.of(new Item("x", 2.5, 1), new Item("y", 4.0, 3)))
            .toList();
    scala.collection.immutable.Map<String, Object> stock =
        scala.collection.immutable.ListMap.from(
            CollectionConverters.asScala(new TreeMap<String, Object>(Map.of("tea", 5, "rum", 7))));
    shop.add("depot", Depot.class, new Depot(items, stock));
    shop.add("items", Seq.class, items);
    shop.add("anyItems", Object.class, items);
    Object numbers = Vector.from(CollectionConverters.asScala(List.of(3, 1, 2)));
    shop.add("seq", Vector.class, numbers);
    shop.add("anySeq", Object.class, numbers);
    shop.add(
        "buffer", ArrayBuffer.class, ArrayBuffer.from(CollectionConverters.asScala(List.of("x"))));
    shop.add("stock", scala.collection.Map.class, stock);
    shop.add("anyStock", Object.class, stock);
    shop.add(
        "tags", scala.collection.Set.class, CollectionConverters.asScala(java.util.Set.of("a")));
    shop.add("none", Option.class, Option.empty());
    shop.add("some", Option.class, Option.apply("x"));
    shop.add("anyNone", Object.class, Option.empty());
    shop.add("pair", Tuple2.class, new Tuple2<>("k", 4));
    shop.add("empty", scala.collection.immutable.List.class, scalaList(List.of()));
    shop.add("anyEmpty", Object.class, scalaList(List.of()));
    shop.add("noSeq", Seq.class, null);
    shop.add(
        "decimal", scala.math.BigDecimal.class, new scala.math.BigDecimal(new BigDecimal("2.50")));
    shop.add(
        "range",
        scala.collection.immutable.Range.class,
        new scala.collection.immutable.Range.Inclusive(1, 4, 1));
  }

  private static Object scalaList(List<?> elements) {
    return CollectionConverters.asScala(elements).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      value = {
        "depot.items.size() ⇒ 2",
        "depot.items.size ⇒ 2",
        "depot.items.count { it.price > 3 } ⇒ 1",
        "depot.items.sum { it.price } ⇒ 6.5",
        "depot.items.sum { it.count } ⇒ 4",
        "depot.items.any { it.label == 'y' } ⇒ true",
        "depot.items.every { it.price > 3 } ⇒ false",
        "depot.items.find { it.count == 3 }.label ⇒ y",
        "depot.items.findAll { it.count > 1 }.size() ⇒ 1",
        "depot.items.collect { it.label } ⇒ [x, y]",
        "depot.items.max { it.price }.label ⇒ y",
        "depot.items.min { it.price }.label ⇒ x",
        "depot.items*.label ⇒ [x, y]",
        "depot.items.label ⇒ [x, y]",
        "depot.items[0].label ⇒ x",
        "depot.items[-1].label ⇒ y",
        "depot.items[9] ⇒ null",
        "depot.items.head.label ⇒ x",
        "depot.items.last().price ⇒ 4.0",
        "depot.items.exists { it.price > 3 } ⇒ true",
        "depot.items.forall { it.price > 3 } ⇒ false",
        "depot.items.map { it.count } ⇒ [1, 3]",
        "depot.items.filter { it.count > 1 }.size() ⇒ 1",
        "depot.items.maxBy { it.price }.label ⇒ y",
        "depot.items.minBy { item -> item.price }.label ⇒ x",
        "depot.items.isEmpty() ⇒ false",
        "depot.items.nonEmpty ⇒ true",
        "items.size() ⇒ 2",
        "items.count { it.price > 3 } ⇒ 1",
        "items.sum { it.price } ⇒ 6.5",
        "items[1].label ⇒ y",
        "anyItems.size() ⇒ 2",
        "anyItems.count { it.price > 3 } ⇒ 1",
        "anyItems.collect { it.label } ⇒ [x, y]",
        "anyItems[1].label ⇒ y",
        "anyItems[-2].label ⇒ x",
        "anyItems[2] ⇒ null",
        "seq.sum() ⇒ 6",
        "seq.max() ⇒ 3",
        "seq.min() ⇒ 1",
        "seq.sum { it * 2 } ⇒ 12",
        "seq.contains(3) ⇒ true",
        "seq.indexOf(2) ⇒ 2",
        "3 in seq ⇒ true",
        "9 in seq ⇒ false",
        "3 in anySeq ⇒ true",
        "seq.mkString('-') ⇒ 3-1-2",
        "seq.join(', ') ⇒ 3, 1, 2",
        "buffer.size() ⇒ 1",
        "buffer.any { it == 'x' } ⇒ true",
        "range.sum() ⇒ 10",
        "range.count { it > 2 } ⇒ 2",
        "depot.stock['tea'] ⇒ 5",
        "depot.stock['tea'] + 1 ⇒ 6",
        "depot.stock['gin'] ⇒ null",
        "stock['tea'] ⇒ 5",
        "anyStock['rum'] ⇒ 7",
        "anyStock['gin'] ?: 0 ⇒ 0",
        "stock.get('tea').get ⇒ 5",
        "stock.size() ⇒ 2",
        "stock.contains('tea') ⇒ true",
        "'tea' in stock ⇒ true",
        "depot.stock.sum { it._2 } ⇒ 12",
        "depot.stock.sum { k, v -> v } ⇒ 12",
        "depot.stock.count { name, amount -> name == 'tea' && amount > 3 } ⇒ 1",
        "stock.any { k, v -> v > 6 } ⇒ true",
        "anyStock.collect { k, v -> k } ⇒ [rum, tea]",
        "depot.stock.keys.size() ⇒ 2",
        "depot.stock.values.sum() ⇒ 12",
        "tags.contains('a') ⇒ true",
        "'a' in tags ⇒ true",
        "some.get ⇒ x",
        "some.isDefined ⇒ true",
        "some ? some.get : 'none' ⇒ x",
        "none ? 1 : 2 ⇒ 2",
        "anyNone ? 1 : 2 ⇒ 2",
        "some.any { it == 'x' } ⇒ true",
        "none.exists { it == 'x' } ⇒ false",
        "empty ? 1 : 2 ⇒ 2",
        "anyEmpty ? 1 : 2 ⇒ 2",
        "items ? 1 : 2 ⇒ 1",
        "noSeq ? 1 : 2 ⇒ 2",
        "noSeq?.size() ⇒ null",
        "empty.max() ⇒ null",
        "empty.sum() ⇒ 0",
        "pair._1 ⇒ k",
        "pair._2 + 1 ⇒ 5",
        "decimal * 2 ⇒ 5.00",
        "decimal > 2.4 ⇒ true",
      })
  void readsThem(String expression, String expected) {
    assertThat(String.valueOf(shop.value(expression))).isEqualTo(expected);
  }

  @Test
  void keepsPrimitiveResultsPrimitive() {
    assertThat(shop.compiled("depot.items.count { it.price > 3 }", ExpressionRole.VALUE).handle())
        .extracting(handle -> handle.type().returnType())
        .isEqualTo(long.class);
    assertThat(shop.compiled("depot.items.sum { it.price }", ExpressionRole.VALUE).handle())
        .extracting(handle -> handle.type().returnType())
        .isEqualTo(double.class);
  }

  @Test
  void writesThemAsScalaDoes() {
    assertThat(shop.label("seq")).isEqualTo("Vector(3, 1, 2)");
    assertThat(shop.label("anySeq")).isEqualTo("Vector(3, 1, 2)");
    assertThat(shop.label("\"$seq\"")).isEqualTo("Vector(3, 1, 2)");
    assertThat(shop.label("depot.stock")).isEqualTo("ListMap(rum -> 7, tea -> 5)");
    assertThat(shop.label("empty")).isEqualTo("List()");
    assertThat(String.valueOf(shop.value("some"))).isEqualTo("Some(x)");
    assertThat(shop.label("some")).isEqualTo("Some(x)");
    assertThat(shop.label("none")).isEqualTo("None");
    assertThat(shop.label("pair")).isEqualTo("(k,4)");
  }

  @Test
  void cutsTheTextOfLargeOnes() {
    shop.add("million", Seq.class, scalaList(Collections.nCopies(100_000, "abc")));
    assertThat(shop.label("million")).hasSizeLessThan(1_100).startsWith("List(abc, abc,");
    assertThat(shop.label("million")).endsWith(", ..)");
  }

  @Test
  void countsTheStepsOverThem() {
    shop.add("million", Seq.class, scalaList(Collections.nCopies(1_000_000, "abc")));
    assertThatThrownBy(() -> shop.value("million.count { it == 'x' }"))
        .hasMessageContaining("steps");
    shop.add("million", Object.class, scalaList(Collections.nCopies(1_000_000, "abc")));
    assertThatThrownBy(() -> shop.value("million.count { it == 'x' }"))
        .hasMessageContaining("steps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "buffer.clear()",
        "buffer.append('y')",
        "buffer.remove(0)",
        "buffer.addOne('y')",
        "buffer.dropInPlace(1)",
        "buffer.trimToSize()",
        "queue.dequeue()",
        "iterator.next()",
        "iterator.size()",
        "iterator.length()",
        "iterator.isEmpty()",
        "iterator.toList()",
        "iterator.max()",
        "iterator.any { it == 1 }",
        "iterator*.intValue()",
        "iterator[0]",
        "lazily.head()",
        "lazily.size()",
        "lazily.any { it == 1 }",
        "lazily[3]",
        "view.sum()",
        "view.isEmpty()",
        "seq.foldLeft(0) { a, b -> a + b }",
        "seq.foreach { it }",
        "seq.iterator().next()",
        "stock.getOrElse('x', { 1 })",
      })
  void refusesWhatUsesUpOrChangesThem(String expression) {
    List<Integer> seen = new ArrayList<>();
    Iterator<Integer> iterator = CollectionConverters.asScala(List.of(1, 2).iterator());
    shop.add("iterator", Iterator.class, iterator);
    shop.add(
        "queue", scala.collection.mutable.Queue.class, new scala.collection.mutable.Queue<>(4));
    LazyList<Integer> lazily =
        LazyList.from(
            CollectionConverters.asScala(
                java.util.stream.Stream.iterate(
                        1,
                        last -> {
                          seen.add(last);
                          return last + 1;
                        })
                    .iterator()));
    shop.add("lazily", LazyList.class, lazily);
    shop.add("view", scala.collection.View.class, CollectionConverters.asScala(List.of(1)).view());
    for (ExpressionRole role : ExpressionRole.values()) {
      assertThat(shop.compile(expression, role)).isInstanceOf(Compilation.Failed.class);
    }
    // Nor when only the run time finds out what it is.
    shop.add("iterator", Object.class, iterator);
    shop.add("lazily", Object.class, lazily);
    if (expression.startsWith("iterator") || expression.startsWith("lazily")) {
      if (shop.compile(expression, ExpressionRole.VALUE) instanceof Compilation.Compiled) {
        assertThatThrownBy(() -> shop.value(expression)).isInstanceOf(RuntimeException.class);
      }
    }
    assertThat(iterator.hasNext()).isTrue();
    assertThat(iterator.next()).isEqualTo(1);
    assertThat(seen).isEmpty();
  }

  @Test
  void computesExactlyWithScalasNumbers() {
    assertThat(shop.value("decimal + exact")).isEqualTo(new BigDecimal("12.60"));
  }

  @Test
  void keepsNoLoaderThatScalaCameFrom() throws Exception {
    WeakReference<ClassLoader> loader = useForeignScala();
    awaitGone(loader);
  }

  private WeakReference<ClassLoader> useForeignScala() throws Exception {
    URL[] library = {Option.class.getProtectionDomain().getCodeSource().getLocation()};
    try (URLClassLoader loader =
        new URLClassLoader(library, ClassLoader.getPlatformClassLoader())) {
      Object foreign =
          loader
              .loadClass(CollectionConverters.class.getName())
              .getMethod("asScala", List.class)
              .invoke(null, List.of(1, 2));
      Shop other = new Shop();
      other.add("unknown", Object.class, foreign).add("known", foreign.getClass(), foreign);
      assertThat(other.value("unknown.sum { it }")).isEqualTo(3L);
      assertThat(other.value("known.count { it > 1 }")).isEqualTo(1L);
      assertThat(other.label("unknown")).isEqualTo("Buffer(1, 2)");
      assertThat(other.value("known[1]")).isEqualTo(2);
      assertThat(other.condition("1 in unknown && unknown")).isTrue();
      return new WeakReference<>(loader);
    }
  }

  /** What is remembered of a class hangs on it, and must not hold the bundle that remembered. */
  @Test
  void isNotKeptByTheClassesOfScala() throws Exception {
    Object list = scalaList(List.of(1));
    WeakReference<ClassLoader> bundle = useInAnotherBundle(list);
    awaitGone(bundle);
    assertThat(shop.add("list", Object.class, list).condition("list")).isTrue();
  }

  private static WeakReference<ClassLoader> useInAnotherBundle(Object list) throws Exception {
    URL[] classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(ScalaCollectionsTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Class<?> truth = loader.loadClass(Truth.class.getName());
      assertThat(truth).isNotSameAs(Truth.class);
      assertThat(truth.getMethod("of", Object.class).invoke(null, list)).isEqualTo(true);
      return new WeakReference<>(loader);
    }
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitGone(WeakReference<ClassLoader> loader) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
  }
}
