package dev.leadline.core.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesCacheTest {

  private static final int MOST = 2_000;

  private final Figures figures = new Figures();
  private final Map<List<String>, SeriesSet> known = new HashMap<>();
  private final SeriesSet overflow = new SeriesSet(List.of(), true);
  private int asked;

  private synchronized SeriesSet source(List<String> labels) {
    asked++;
    if (known.size() >= MOST && !known.containsKey(labels)) {
      return overflow;
    }
    return known.computeIfAbsent(labels, key -> new SeriesSet(List.of(), false));
  }

  @Test
  void asksItsSourceOncePerValue() {
    SeriesCache cache = cache(1);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 500; i++) {
        assertThat(find(cache, "v" + i, 0)).isSameAs(known.get(List.of("v" + i)));
      }
    }
    assertThat(asked).isEqualTo(500);
  }

  @Test
  void tellsKindsWithTheSameBitsApartAndSeriesByTheirText() {
    SeriesCache cache = cache(1);
    assertThat(find(cache, LabelKind.INTEGRAL, 1)).isSameAs(known.get(List.of("1")));
    assertThat(find(cache, LabelKind.BOOLEAN, 1)).isSameAs(known.get(List.of("true")));
    assertThat(find(cache, LabelKind.CHARACTER, 'x')).isSameAs(known.get(List.of("x")));
    assertThat(find(cache, LabelKind.DOUBLE, LabelKind.bits(1.5)))
        .isSameAs(known.get(List.of("1.5")));
    assertThat(find(cache, LabelKind.FLOAT, LabelKind.bits(2.5f)))
        .isSameAs(known.get(List.of("2.5")));
    assertThat(find(cache, LabelKind.ERROR, 0)).isSameAs(known.get(List.of("_error")));
    assertThat(find(cache, null, 0)).isSameAs(known.get(List.of("null")));
    assertThat(find(cache, "1", 0)).isSameAs(find(cache, LabelKind.INTEGRAL, 1));
  }

  @Test
  void cutsLongValuesAndKeepsNoHugeKey() {
    SeriesCache cache = cache(1);
    String huge = "x".repeat(100_000);
    SeriesSet set = find(cache, huge, 0);
    assertThat(known).containsOnlyKeys(List.of("x".repeat(LabelKind.LONGEST)));
    assertThat(find(cache, huge, 0)).isSameAs(set);
    assertThat(asked).isEqualTo(2);
  }

  /** However many values have one text, and so one series. */
  @Test
  void holdsAtMostTwiceAsManyValuesAsThereMayBeSeries() {
    SeriesCache cache = cache(1);
    int most = 2 * MOST + 2;
    for (int round = 1; round <= 2; round++) {
      for (int i = 0; i < most + 500; i++) {
        find(cache, "x".repeat(LabelKind.LONGEST) + i, 0);
      }
      assertThat(asked).isEqualTo(most + round * 500);
    }
    assertThat(known).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7})
  void findsEveryCombinationOfLabels(int labels) {
    SeriesCache cache = cache(labels);
    for (int round = 0; round < 2; round++) {
      for (int n = 0; n < 300; n++) {
        Object[] keys = new Object[labels];
        long[] bits = new long[labels];
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < labels; i++) {
          boolean primitive = (n + i) % 2 == 0;
          keys[i] = primitive ? LabelKind.INTEGRAL : "s" + (n >> i);
          bits[i] = primitive ? n >> i : 0;
          texts.add(primitive ? String.valueOf(n >> i) : "s" + (n >> i));
        }
        CachedSeries found =
            switch (labels) {
              case 1 -> cache.find(keys[0], bits[0]);
              case 2 -> cache.find(keys[0], bits[0], keys[1], bits[1], null, 0, null, 0);
              case 3 -> cache.find(keys[0], bits[0], keys[1], bits[1], keys[2], bits[2], null, 0);
              case 4 ->
                  cache.find(
                      keys[0], bits[0], keys[1], bits[1], keys[2], bits[2], keys[3], bits[3]);
              default -> cache.find(keys, bits);
            };
        assertThat(found.set).isSameAs(known.get(texts));
      }
    }
    assertThat(asked).isEqualTo(known.size());
  }

  @Test
  void putsConstantsInTheirPlaces() {
    SeriesCache cache =
        new SeriesCache(
            this::source, new LabelTemplate(Arrays.asList("eu", null, "x", null)), MOST, figures);
    assertThat(find(cache, "a", 0, LabelKind.INTEGRAL, 7))
        .isSameAs(known.get(List.of("eu", "a", "x", "7")));
  }

  @Test
  void foldsWhatIsBeyondTheLimitAndKeepsTheKnown() {
    SeriesCache cache = cache(1);
    for (int i = 0; i < MOST + 100; i++) {
      SeriesSet set = find(cache, LabelKind.INTEGRAL, i);
      assertThat(set.isOverflow()).isEqualTo(i >= MOST);
    }
    assertThat(find(cache, LabelKind.INTEGRAL, 0).isOverflow()).isFalse();
    assertThat(figures.dropped(Drop.SERIES_OVERFLOW)).isEqualTo(100);
  }

  @Test
  void givesAllThreadsTheSameSeries() throws Exception {
    for (int round = 0; round < 50; round++) {
      known.clear();
      SeriesCache cache = cache(1);
      int threads = 4;
      CountDownLatch start = new CountDownLatch(1);
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Future<SeriesSet[]>> results = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        results.add(
            pool.submit(
                () -> {
                  start.await();
                  SeriesSet[] seen = new SeriesSet[200];
                  for (int i = 0; i < seen.length; i++) {
                    seen[i] = find(cache, new String("k" + i), 0);
                  }
                  return seen;
                }));
      }
      start.countDown();
      SeriesSet[] first = results.get(0).get();
      for (Future<SeriesSet[]> result : results) {
        assertThat(result.get()).containsExactly(first);
      }
      pool.shutdown();
    }
  }

  /**
   * The reads are plain, so this is what has to hold: while others add entries and the table grows
   * under them, a reader gets the series of its own labels or the overflow series, never another's
   * and never none; and the limit is exact.
   */
  @Test
  void givesEachThreadItsOwnLabelsSeriesWhileTheTableGrows() throws Exception {
    int keys = MOST + 500;
    for (int round = 0; round < 5; round++) {
      known.clear();
      SeriesCache cache = cache(2);
      int threads = 4;
      CountDownLatch start = new CountDownLatch(1);
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Future<Integer>> results = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        Random random = new Random(31L * round + t);
        results.add(
            pool.submit(
                () -> {
                  start.await();
                  int wrong = 0;
                  for (int i = 0; i < 40_000; i++) {
                    int key = random.nextInt(keys);
                    // An equal String, but never the same one.
                    SeriesSet set = find(cache, "k" + key, 0, LabelKind.INTEGRAL, key);
                    if (set != overflow && set != named("k" + key, Integer.toString(key))) {
                      wrong++;
                    }
                  }
                  return wrong;
                }));
      }
      start.countDown();
      for (Future<Integer> result : results) {
        assertThat(result.get()).isZero();
      }
      assertThat(known).hasSize(MOST);
      pool.shutdown();
    }
  }

  private static SeriesSet find(SeriesCache cache, Object k0, long b0) {
    return cache.find(k0, b0).set;
  }

  private static SeriesSet find(SeriesCache cache, Object k0, long b0, Object k1, long b1) {
    return cache.find(k0, b0, k1, b1, null, 0, null, 0).set;
  }

  private synchronized SeriesSet named(String... labels) {
    return known.get(List.of(labels));
  }

  private SeriesCache cache(int labels) {
    return new SeriesCache(
        this::source,
        new LabelTemplate(new ArrayList<>(java.util.Collections.nCopies(labels, null))),
        MOST,
        figures);
  }
}
