package dev.leadline.itests.benchmarks.probe;

import dev.leadline.core.probe.CachedSeries;
import dev.leadline.core.probe.Figures;
import dev.leadline.core.probe.LabelKind;
import dev.leadline.core.probe.LabelTemplate;
import dev.leadline.core.probe.SeriesCache;
import dev.leadline.core.probe.SeriesSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From label values to the series: what each hit with labels pays. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@NullUnmarked // JMH sets the fields
public class SeriesCacheBenchmark {

  /** A power of two, so that choosing one is a mask. */
  private static final int TEXTS = 128 * 1024;

  @Param({"10", "1000", "100000"})
  int distinct;

  private SeriesCache one;
  private SeriesCache two;
  private String[] texts;
  private int next;

  @Setup
  public void fill() {
    SeriesSet set = new SeriesSet(List.of(value -> {}), false);
    one = cache(set, 1);
    two = cache(set, 2);
    texts = new String[TEXTS];
    for (int i = 0; i < TEXTS; i++) {
      texts[i] = "value-" + i % distinct;
    }
    Collections.shuffle(Arrays.asList(texts), new java.util.Random(1));
  }

  private static SeriesCache cache(SeriesSet set, int labels) {
    LabelTemplate template = new LabelTemplate(Collections.nCopies(labels, null));
    return new SeriesCache(values -> set, template, 200_000, new Figures());
  }

  @Benchmark
  public CachedSeries text() {
    return one.find(texts[next++ & (TEXTS - 1)], 0);
  }

  @Benchmark
  public CachedSeries number() {
    return one.find(LabelKind.INTEGRAL, next++ % distinct);
  }

  @Benchmark
  public CachedSeries textAndNumber() {
    String text = texts[next++ & (TEXTS - 1)];
    return two.find(text, 0, LabelKind.INTEGRAL, text.length(), null, 0, null, 0);
  }
}
