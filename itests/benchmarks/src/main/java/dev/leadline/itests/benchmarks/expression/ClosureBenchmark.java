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

/** Closures over a list of twenty, which become loops. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@NullUnmarked // JMH sets the fields
public class ClosureBenchmark {

  private static final MethodHandle SUM =
      CompiledExpression.of("basket.items.sum { it.price }", double.class);
  private static final MethodHandle COUNT =
      CompiledExpression.of("basket.items.count { it.quantity > 1 }", long.class);
  private static final MethodHandle ANY =
      CompiledExpression.of("basket.items.any { it.price > 18 }", boolean.class);
  private static final MethodHandle EVERY =
      CompiledExpression.of("basket.items.every { it.price > 0 }", boolean.class);
  private static final MethodHandle MAX =
      CompiledExpression.of("basket.items.max { it.price }.price", double.class);
  private static final MethodHandle MIN =
      CompiledExpression.of("basket.items.min { it.price }.price", double.class);
  private static final MethodHandle FIND =
      CompiledExpression.of("basket.items.find { it.price > 18 }.quantity", int.class);
  private static final MethodHandle COLLECT =
      CompiledExpression.of("basket.items.collect { it.label }", Object.class);

  private Basket basket = new Basket(99.5, 7, "SPRING");

  @Benchmark
  public double sumByExpression() throws Throwable {
    return (double) SUM.invokeExact((Object) basket);
  }

  @Benchmark
  public double sumByHand() {
    return Basket.sum(basket);
  }

  @Benchmark
  public long countByExpression() throws Throwable {
    return (long) COUNT.invokeExact((Object) basket);
  }

  @Benchmark
  public long countByHand() {
    return Basket.count(basket);
  }

  @Benchmark
  public boolean anyByExpression() throws Throwable {
    return (boolean) ANY.invokeExact((Object) basket);
  }

  @Benchmark
  public boolean anyByHand() {
    return Basket.any(basket);
  }

  @Benchmark
  public boolean everyByExpression() throws Throwable {
    return (boolean) EVERY.invokeExact((Object) basket);
  }

  @Benchmark
  public boolean everyByHand() {
    return Basket.every(basket);
  }

  @Benchmark
  public double maxByExpression() throws Throwable {
    return (double) MAX.invokeExact((Object) basket);
  }

  @Benchmark
  public double maxByHand() {
    return Basket.max(basket);
  }

  @Benchmark
  public double minByExpression() throws Throwable {
    return (double) MIN.invokeExact((Object) basket);
  }

  @Benchmark
  public double minByHand() {
    return Basket.min(basket);
  }

  @Benchmark
  public int findByExpression() throws Throwable {
    return (int) FIND.invokeExact((Object) basket);
  }

  @Benchmark
  public int findByHand() {
    return Basket.find(basket);
  }

  @Benchmark
  public Object collectByExpression() throws Throwable {
    return (Object) COLLECT.invokeExact((Object) basket);
  }

  @Benchmark
  public Object collectByHand() {
    return Basket.collect(basket);
  }
}
