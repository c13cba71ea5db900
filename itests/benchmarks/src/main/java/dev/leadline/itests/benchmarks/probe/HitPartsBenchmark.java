package dev.leadline.itests.benchmarks.probe;

import dev.leadline.core.probe.Clock;
import dev.leadline.core.probe.CostMeter;
import dev.leadline.core.probe.Figures;
import dev.leadline.core.probe.HitGate;
import dev.leadline.core.probe.ReentrancyGuard;
import dev.leadline.core.tally.DoubleTally;
import dev.leadline.core.tally.LongTally;
import dev.leadline.core.tally.ThreadSheets;
import dev.leadline.sdk.tracepoint.Controls;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The steps of a hit that every tracepoint has, each by itself; {@link #nothing} is what measuring
 * costs, {@link #atomicAddition} what counting would cost with the JDK's adder.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
// So that threads have sheets: in the product the core has the package opened to itself.
@Fork(value = 2, jvmArgsAppend = "--add-opens=java.base/java.lang=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@NullUnmarked // JMH sets the fields
public class HitPartsBenchmark {

  private final Figures figures = new Figures();
  private final LongTally count = new LongTally();
  private final DoubleTally sum = new DoubleTally();
  private final LongAdder adder = new LongAdder();
  private final CostMeter meter = new CostMeter(Clock.SYSTEM);
  private HitGate gate;

  @Setup
  public void open() {
    gate = new HitGate(Controls.NONE, figures, Clock.SYSTEM);
  }

  @Benchmark
  public void nothing() {}

  @Benchmark
  public void atomicAddition() {
    adder.increment();
  }

  @Benchmark
  public void count() {
    long[] sheet = ThreadSheets.mine();
    count.add(sheet, 1);
    ThreadSheets.leave(sheet);
  }

  @Benchmark
  public void countAndTotal() {
    long[] sheet = ThreadSheets.mine();
    count.add(sheet, 1);
    sum.add(sheet, 1);
    ThreadSheets.leave(sheet);
  }

  @Benchmark
  public boolean guardOfABodyThatEntersNothing() {
    return ThreadSheets.free() != null;
  }

  @Benchmark
  public boolean guardOfABodyThatEnters() {
    long[] mark = ThreadSheets.free();
    if (mark == null) {
      mark = ReentrancyGuard.enter(ThreadSheets.mine());
    } else {
      mark[ThreadSheets.MARK] = ThreadSheets.INSIDE;
    }
    if (mark == null) {
      return false;
    }
    mark[ThreadSheets.MARK] = mark[ThreadSheets.OWNER];
    return true;
  }

  /** As a body has it; the few hits that are timed between two looks are in the mean. */
  @Benchmark
  public void meter() {
    long start = meter.isAttentive() ? meter.enter() : CostMeter.UNWATCHED;
    if (start != CostMeter.UNWATCHED) {
      meter.leave(start, false);
    }
  }

  @Benchmark
  public boolean gate() {
    return gate.admit(ThreadSheets.mine());
  }
}
