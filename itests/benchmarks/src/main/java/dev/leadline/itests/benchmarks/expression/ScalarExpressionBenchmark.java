package dev.leadline.itests.benchmarks.expression;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Paths, arithmetic, comparison, null-safe navigation, texts, sizes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@NullUnmarked // JMH sets the fields
public class ScalarExpressionBenchmark {

  private static final MethodHandle PATH =
      CompiledExpression.of("basket.customer.address.city", String.class);
  private static final MethodHandle GETTER =
      CompiledExpression.of("basket.customer.getTier()", Object.class);
  private static final MethodHandle ELAPSED =
      CompiledExpression.withTime("(now - basket.createdAt) / 1000.0", double.class);
  private static final MethodHandle ARITHMETIC =
      CompiledExpression.of("basket.net * basket.count + 1.5", double.class);
  private static final MethodHandle CONDITION =
      CompiledExpression.of("basket.customer.tier == Tier.GOLD && basket.count > 3", boolean.class);
  private static final MethodHandle TEXT =
      CompiledExpression.of("basket.customer.name != 'test'", boolean.class);
  private static final MethodHandle SAFE =
      CompiledExpression.of("basket?.customer?.address?.city", String.class);
  private static final MethodHandle ELVIS =
      CompiledExpression.of("basket.coupon ?: 'none'", String.class);
  private static final MethodHandle TEMPLATE =
      CompiledExpression.of("\"${basket.customer.name}-${basket.count}\"", String.class);
  private static final MethodHandle SIZE = CompiledExpression.of("basket.items.size()", int.class);
  private static final MethodHandle CONTAINS =
      CompiledExpression.of("basket.tags.contains('express')", boolean.class);

  private Basket basket = new Basket(99.5, 7, "SPRING");
  private long now = System.currentTimeMillis();

  @Benchmark
  public String pathByExpression() throws Throwable {
    return (String) PATH.invokeExact((Object) basket);
  }

  @Benchmark
  public String pathByHand() {
    return Basket.path(basket);
  }

  @Benchmark
  public Object getterByExpression() throws Throwable {
    return (Object) GETTER.invokeExact((Object) basket);
  }

  @Benchmark
  public Object getterByHand() {
    return Basket.getter(basket);
  }

  @Benchmark
  public double elapsedByExpression() throws Throwable {
    return (double) ELAPSED.invokeExact((Object) basket, now);
  }

  @Benchmark
  public double elapsedByHand() {
    return Basket.elapsed(basket, now);
  }

  @Benchmark
  public double arithmeticByExpression() throws Throwable {
    return (double) ARITHMETIC.invokeExact((Object) basket);
  }

  @Benchmark
  public double arithmeticByHand() {
    return Basket.arithmetic(basket);
  }

  @Benchmark
  public boolean conditionByExpression() throws Throwable {
    return (boolean) CONDITION.invokeExact((Object) basket);
  }

  @Benchmark
  public boolean conditionByHand() {
    return Basket.condition(basket);
  }

  @Benchmark
  public boolean textByExpression() throws Throwable {
    return (boolean) TEXT.invokeExact((Object) basket);
  }

  @Benchmark
  public boolean textByHand() {
    return Basket.text(basket);
  }

  @Benchmark
  public String safeByExpression() throws Throwable {
    return (String) SAFE.invokeExact((Object) basket);
  }

  @Benchmark
  public String safeByHand() {
    return Basket.safe(basket);
  }

  @Benchmark
  public String elvisByExpression() throws Throwable {
    return (String) ELVIS.invokeExact((Object) basket);
  }

  @Benchmark
  public String elvisByHand() {
    return Basket.elvis(basket);
  }

  @Benchmark
  public String templateByExpression() throws Throwable {
    return (String) TEMPLATE.invokeExact((Object) basket);
  }

  @Benchmark
  public String templateByHand() {
    return Basket.template(basket);
  }

  @Benchmark
  public int sizeByExpression() throws Throwable {
    return (int) SIZE.invokeExact((Object) basket);
  }

  @Benchmark
  public int sizeByHand() {
    return Basket.size(basket);
  }

  @Benchmark
  public boolean containsByExpression() throws Throwable {
    return (boolean) CONTAINS.invokeExact((Object) basket);
  }

  @Benchmark
  public boolean containsByHand() {
    return Basket.contains(basket);
  }
}
