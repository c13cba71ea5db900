package dev.leadline.core.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.tally.ThreadSheets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each value is counted where its own label says, whichever way it goes. */
@Timeout(120)
class TotalIndexTest {

  private static final int MOST = 3_000;

  /** So many additions make a series busy for certain. */
  private static final int BUSY = 40;

  private final Figures figures = new Figures();
  private final Map<String, SeriesSet> sets = new ConcurrentHashMap<>();
  private final SeriesSet overflow = new SeriesSet(List.of(), true);
  private final TotalIndex index =
      new TotalIndex(
          new SeriesCache(
              this::source, new LabelTemplate(Arrays.asList((String) null)), MOST, figures));

  private synchronized SeriesSet source(List<String> labels) {
    SeriesSet known = sets.get(labels.get(0));
    if (known == null && sets.size() >= MOST) {
      return overflow;
    }
    return sets.computeIfAbsent(labels.get(0), any -> new SeriesSet(List.of(), false));
  }

  private void add(@Nullable Object key, double value) {
    long[] sheet = ThreadSheets.entered();
    index.add(key, sheet, value);
    ThreadSheets.leave(sheet);
  }

  private double total(String text) {
    SeriesSet set = sets.get(text);
    return set == null ? 0 : set.total.getAsDouble();
  }

  @Test
  void knowsWhatIsBusyAndOnlyThat() {
    for (int i = 0; i < 100; i++) {
      for (int turn = 0; turn < (i < 30 ? BUSY : 1); turn++) {
        add("v" + i, 1);
      }
    }
    assertThat(index.size()).isEqualTo(30);
    assertThat(total("v0")).isEqualTo(BUSY);
    assertThat(total("v99")).isEqualTo(1);
  }

  @Test
  void tellsKeysOfOneHashApart() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    for (int turn = 0; turn < 1_000; turn++) {
      add("Aa", 1);
      add(new String("BB"), 2);
      // The hash of both is that of no reference.
      add("", 3);
      add(null, 4);
    }
    assertThat(total("Aa")).isEqualTo(1_000);
    assertThat(total("BB")).isEqualTo(2_000);
    assertThat(total("")).isEqualTo(3_000);
    assertThat(total("null")).isEqualTo(4_000);
  }

  @Test
  void doesNotKnowWhatIsBeyondTheLimit() {
    for (int i = 0; i < MOST + 10; i++) {
      for (int turn = 0; turn < BUSY; turn++) {
        add("v" + i, 1);
      }
    }
    assertThat(index.size()).isEqualTo(MOST);
    assertThat(overflow.total.getAsDouble()).isEqualTo(10 * BUSY);
    assertThat(figures.dropped(Drop.SERIES_OVERFLOW)).isEqualTo(10 * BUSY);
    assertThat(total("v" + (MOST - 1))).isEqualTo(BUSY);
  }

  /** However many values have one text, and so one series. */
  @Test
  void knowsAtMostTwiceAsManyValuesAsThereMayBeSeries() {
    String same = "x".repeat(LabelKind.LONGEST);
    for (int turn = 0; turn < 3; turn++) {
      for (int i = 0; i < 2 * MOST + 500; i++) {
        add(same + i, 1);
      }
    }
    assertThat(sets).hasSize(1);
    assertThat(total(same)).isEqualTo(3 * (2 * MOST + 500));
    assertThat(index.size()).isEqualTo(2 * MOST + 2);
  }

  @Test
  void keepsNoHugeKey() {
    String huge = "x".repeat(100_000);
    for (int turn = 0; turn < BUSY; turn++) {
      add(huge, 1);
    }
    assertThat(index.size()).isZero();
    assertThat(total("x".repeat(LabelKind.LONGEST))).isEqualTo(BUSY);
  }

  /** Whose text fails once. */
  private enum Moody {
    CONSTANT;

    private static boolean isWell;

    @Override
    public String toString() {
      if (!isWell) {
        throw new IllegalStateException("not well");
      }
      return "well";
    }
  }

  @Test
  void asksAgainForTheTextThatFailed() {
    Moody.isWell = false;
    for (int turn = 0; turn < BUSY; turn++) {
      add(Moody.CONSTANT, 1);
    }
    Moody.isWell = true;
    for (int turn = 0; turn < BUSY; turn++) {
      add(Moody.CONSTANT, 1);
    }
    assertThat(total("_error")).isEqualTo(BUSY);
    assertThat(total("well")).isEqualTo(BUSY);
    assertThat(figures.dropped(Drop.LABEL_ERROR)).isEqualTo(BUSY);
    assertThat(index.size()).isEqualTo(1);
  }

  /** While others add keys, the table grows, and threads get sheets and longer ones. */
  @Test
  void countsEachKeyExactlyWhileTheTableGrowsUnderAllThreads() throws Exception {
    int threads = 4;
    int turns = 200_000;
    int[] expected = new int[MOST];
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<int[]>> results = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      Random random = new Random(t);
      results.add(
          pool.submit(
              () -> {
                start.await();
                int[] added = new int[MOST];
                for (int i = 0; i < turns; i++) {
                  int key = random.nextInt(MOST);
                  // An equal String, but never the same one.
                  add("k" + key, 1);
                  added[key]++;
                }
                return added;
              }));
    }
    start.countDown();
    for (Future<int[]> result : results) {
      int[] added = result.get();
      for (int i = 0; i < MOST; i++) {
        expected[i] += added[i];
      }
    }
    pool.shutdown();
    for (int i = 0; i < MOST; i++) {
      assertThat(total("k" + i)).isEqualTo(expected[i]);
    }
    assertThat(index.size()).isEqualTo(MOST);
  }
}
