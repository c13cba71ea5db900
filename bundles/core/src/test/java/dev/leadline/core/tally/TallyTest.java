package dev.leadline.core.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sums stay exact, whoever adds, while threads get sheets and die. */
@Timeout(120)
class TallyTest {

  private static final int THREADS = 8;
  private static final int ADDITIONS = 400_000;

  private int ownersBefore;

  @BeforeEach
  void countOwners() {
    ownersBefore = owners();
  }

  /** Columns are few, and all of the JVM's: what a test has taken has to be free for the next. */
  @AfterEach
  void giveBackAllColumns() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              System.gc();
              return owners() <= ownersBefore;
            });
  }

  private static int owners() {
    SheetSums.LOCK.lock();
    try {
      return SheetColumns.owners();
    } finally {
      SheetSums.LOCK.unlock();
    }
  }

  @Test
  void countsExactlyWhileThreadsGetTheirSheets() throws Exception {
    LongTally count = new LongTally();
    DoubleTally sum = new DoubleTally();
    inThreads(
        turn -> {
          long[] sheet = ThreadSheets.mine();
          count.add(sheet, 1);
          sum.add(sheet, 2);
          ThreadSheets.leave(sheet);
        });
    assertThat(count.sum()).isEqualTo((long) THREADS * ADDITIONS);
    assertThat(sum.getAsDouble()).isEqualTo(2.0 * THREADS * ADDITIONS);
  }

  @Test
  void countsADistributionExactlyWhileThreadsGetTheirSheets() throws Exception {
    DistributionTally distribution = new DistributionTally(new double[] {1, 2});
    inThreads(
        turn -> {
          long[] sheet = ThreadSheets.mine();
          distribution.add(sheet, 1 + turn % 4 * 0.5);
          ThreadSheets.leave(sheet);
        });
    long quarter = (long) THREADS * ADDITIONS / 4;
    // 1 and 2 belong to the buckets that they bound; 1.5 and 2.5 to the next.
    assertThat(distribution.counts()).containsExactly(quarter, 2 * quarter, quarter);
    assertThat(distribution.sum()).isEqualTo(quarter * 7.0);
  }

  @Test
  void anAdderThatKnowsTheColumnAddsToItsTallyAlone() throws Exception {
    DoubleTally first = new DoubleTally();
    DoubleTally second = new DoubleTally();
    List<DoubleTallyAdder> adders = List.of(adder(first), adder(first), adder(second));
    inThreads(
        turn -> {
          long[] sheet = ThreadSheets.mine();
          adders.get(turn % 3).add(sheet, 2);
          ThreadSheets.leave(sheet);
        });
    long turns = (long) THREADS * ADDITIONS;
    assertThat(first.getAsDouble() + second.getAsDouble()).isEqualTo(2.0 * turns);
    assertThat(second.getAsDouble()).isEqualTo(2.0 * THREADS * (ADDITIONS / 3));
  }

  @Test
  void countsExactlyInColumnsThatCodeIsMadeFor() throws Exception {
    LongTally count = new LongTally();
    DoubleTally sum = new DoubleTally();
    int ofCount = count.claim();
    int ofSum = sum.claim();
    assertThat(ofCount).isPositive().isNotEqualTo(ofSum).isEqualTo(count.claim());
    inThreads(
        turn -> {
          long[] sheet = ThreadSheets.free();
          if (sheet != null) {
            count.addOwn(sheet, ofCount, 1);
            sum.addOwn(sheet, ofSum, 2);
          } else {
            sheet = ThreadSheets.entered();
            count.addAt(sheet, ofCount, 1);
            sum.addAt(sheet, ofSum, 2);
            ThreadSheets.leave(sheet);
          }
          // Who has not claimed them.
          count.add(sheet, 1);
          sum.add(sheet, 2);
        });
    assertThat(count.sum()).isEqualTo(2L * THREADS * ADDITIONS);
    assertThat(sum.getAsDouble()).isEqualTo(4.0 * THREADS * ADDITIONS);
  }

  /** Threads that add now and then need no sheet: that there is a column is no reason. */
  @Test
  void aClaimIsNoReasonForASheetBeforeTheSumIsBusy() throws Exception {
    String classPath = System.getProperty("java.class.path");
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    // In classes of its own: here others have been busy already.
    try (URLClassLoader anew =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Object first = anew.loadClass(FirstSheet.class.getName()).getConstructor().newInstance();
      assertThat(((Callable<?>) first).call()).isEqualTo("1000 without, 2000 with");
    }
  }

  /** When this thread has a sheet, if it is the first that adds. */
  public static final class FirstSheet implements Callable<String> {
    private final LongTally count = new LongTally();

    @Override
    public String call() {
      int column = count.claim();
      return add(column, 1000) + ", " + add(column, 1000);
    }

    private String add(int column, int times) {
      for (int i = 0; i < times; i++) {
        long[] sheet = ThreadSheets.entered();
        count.addAt(sheet, column, 1);
        ThreadSheets.leave(sheet);
      }
      return count.sum() + (ThreadSheets.isOwn(ThreadSheets.mine()) ? " with" : " without");
    }
  }

  @Test
  void whatIsBusyElsewhereCannotBeClaimedAnyMore() {
    LongTally count = new LongTally();
    DoubleTally sum = new DoubleTally();
    for (int i = 0; i < 2_000; i++) {
      count.add(1);
      sum.add(ThreadSheets.mine(), 1);
    }
    assertThat(count.claim()).isNegative();
    assertThat(sum.claim()).isNegative();
    assertThat(count.sum()).isEqualTo(2_000);
  }

  @Test
  void claimsEndWhereEverySheetEndsAndBeginAtZeroAgain() {
    for (int round = 0; round < 2; round++) {
      List<WeakReference<Object>> gone = new ArrayList<>();
      List<LongTally> claimed = new ArrayList<>();
      LongTally last = new LongTally();
      for (int column; (column = last.claim()) >= 0; last = new LongTally()) {
        assertThat(column).isLessThan(ThreadSheets.SHORT);
        for (int turn = 0; turn < 3; turn++) {
          last.addAt(ThreadSheets.mine(), column, 1);
        }
        claimed.add(last);
        gone.add(new WeakReference<>(last));
      }
      assertThat(claimed).hasSizeGreaterThan(900);
      // Those of sums are others.
      assertThat(new DoubleTally().claim()).isPositive();
      assertThat(claimed).allSatisfy(tally -> assertThat(tally.sum()).isEqualTo(3));
      // One that got none becomes busy elsewhere.
      for (int turn = 0; turn < 2_000; turn++) {
        last.add(1);
      }
      assertThat(last.sum()).isEqualTo(2_000);
      claimed.clear();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                System.gc();
                return gone.stream().allMatch(reference -> reference.get() == null)
                    && owners() <= ownersBefore + 1;
              });
    }
  }

  private static int sheets() {
    SheetSums.LOCK.lock();
    try {
      return SheetSums.count();
    } finally {
      SheetSums.LOCK.unlock();
    }
  }

  private static DoubleTallyAdder adder(DoubleTally tally) {
    return new DoubleTallyAdder() {
      @Override
      protected DoubleTally tally() {
        return tally;
      }
    };
  }

  @Test
  void aDistributionStartsWithNothingInColumnsThatAnotherHadBefore() {
    List<WeakReference<Object>> gone = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 300; i++) {
        DistributionTally tally = new DistributionTally(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        gone.add(new WeakReference<>(tally));
        for (int turn = 0; turn < 1500; turn++) {
          long[] sheet = ThreadSheets.mine();
          tally.add(sheet, 4.5);
          ThreadSheets.leave(sheet);
        }
        assertThat(tally.counts()).containsExactly(0, 0, 0, 0, 1500, 0, 0, 0, 0, 0);
        assertThat(tally.sum()).isEqualTo(6750);
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                System.gc();
                return gone.stream().allMatch(reference -> reference.get() == null);
              });
    }
  }

  @Test
  void givesABusyThreadASheetAndTakesItBackWhenItIsDead() throws Exception {
    LongTally count = new LongTally();
    CountDownLatch hasSheet = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              while (!ThreadSheets.isOwn(ThreadSheets.mine()) && !Thread.interrupted()) {
                count.add(1);
                ThreadSheets.leave(ThreadSheets.mine());
              }
              count.add(1_000_000);
              hasSheet.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    hasSheet.await();
    ThreadSheets.sweep();
    int sheets = sheets();
    long before = count.sum();
    assertThat(before).isGreaterThan(1_000_000);
    end.countDown();
    thread.join();
    ThreadSheets.sweep();
    assertThat(sheets()).isLessThan(sheets);
    assertThat(count.sum()).isEqualTo(before);
  }

  @Test
  void neverShowsASumThatGoesBackToOneReader() throws Exception {
    LongTally count = new LongTally();
    Thread[] adding = new Thread[2];
    for (int i = 0; i < adding.length; i++) {
      adding[i] =
          new Thread(
              () -> {
                for (int turn = 0; turn < ADDITIONS; turn++) {
                  count.add(1);
                  ThreadSheets.leave(ThreadSheets.mine());
                }
              });
      adding[i].start();
    }
    long last = 0;
    while (adding[0].isAlive() || adding[1].isAlive()) {
      long now = count.sum();
      assertThat(now).isGreaterThanOrEqualTo(last);
      last = now;
      ThreadSheets.sweep();
    }
    assertThat(count.sum()).isEqualTo(2L * ADDITIONS);
  }

  @Test
  void goesOnWithoutAColumnWhenAllAreTaken() {
    List<DoubleTally> many = new ArrayList<>();
    for (int i = 0; i < ThreadSheets.MOST_COLUMNS + 10_000; i++) {
      DoubleTally tally = new DoubleTally();
      many.add(tally);
      for (int turn = 0; turn < 20; turn++) {
        tally.add(ThreadSheets.mine(), 1);
      }
    }
    assertThat(many.get(many.size() - 1).column()).isEqualTo(SheetColumns.NO_COLUMN);
    assertThat(many).allSatisfy(tally -> assertThat(tally.getAsDouble()).isEqualTo(20));
  }

  @Test
  void getsAColumnLaterWhenOthersHaveGone() {
    List<DoubleTally> many = new ArrayList<>();
    for (DoubleTally last = null;
        last == null || last.column() != SheetColumns.NO_COLUMN;
        many.add(last)) {
      last = new DoubleTally();
      add(last, 20);
    }
    DoubleTally late = many.get(many.size() - 1);
    DistributionTally distribution = new DistributionTally(new double[] {1});
    observe(distribution, 2_000);
    many.clear();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              System.gc();
              return owners() <= ownersBefore;
            });
    int left = owners();
    add(late, 200_000);
    assertThat(late.column()).isNotEqualTo(SheetColumns.NO_COLUMN);
    assertThat(late.getAsDouble()).isEqualTo(200_020);
    observe(distribution, 200_000);
    // The late one's, its sum's and that of its buckets.
    assertThat(owners()).isEqualTo(left + 3);
    assertThat(distribution.counts()).containsExactly(202_000, 0);
    assertThat(distribution.sum()).isEqualTo(202_000);
    // So that it is there until here.
    assertThat(late.getAsDouble()).isEqualTo(200_020);
  }

  private static void add(DoubleTally tally, int times) {
    for (int i = 0; i < times; i++) {
      tally.add(ThreadSheets.mine(), 1);
    }
  }

  private static void observe(DistributionTally tally, int times) {
    for (int i = 0; i < times; i++) {
      tally.add(ThreadSheets.mine(), 1);
    }
  }

  @Test
  void givesThreadsLongerSheetsAndCountsExactlyMeanwhile() throws Exception {
    List<DoubleTally> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(new DoubleTally());
    }
    LongTally outer = new LongTally();
    Set<Integer> lengths = ConcurrentHashMap.newKeySet();
    inThreads(
        turn -> {
          // A hit that is under way while its thread gets a longer sheet goes on with its own.
          long[] begun = ThreadSheets.mine();
          long[] sheet = ThreadSheets.entered();
          many.get(turn % many.size()).add(sheet, 1);
          outer.add(begun, 1);
          ThreadSheets.leave(sheet);
          lengths.add(sheet.length);
        });
    assertThat(lengths).contains(ThreadSheets.SHORT).anyMatch(length -> length > 20_000);
    assertThat(outer.sum()).isEqualTo((long) THREADS * ADDITIONS);
    assertThat(many)
        .allSatisfy(
            tally ->
                assertThat(tally.getAsDouble())
                    .isEqualTo((double) THREADS * ADDITIONS / many.size()));
  }

  @Test
  void givesNoMoreLongSheetsThanThereIsRoomFor() throws Exception {
    List<DoubleTally> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      many.add(new DoubleTally());
    }
    CountDownLatch counted = new CountDownLatch(40);
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int turn = 0; turn < many.size(); turn++) {
                  long[] sheet = ThreadSheets.entered();
                  many.get(turn).add(sheet, 1);
                  ThreadSheets.leave(sheet);
                }
                counted.countDown();
                try {
                  end.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      threads.add(thread);
      thread.start();
    }
    counted.await();
    // 16 MB, and 32 kB for each of the threads whose first sheet came after that.
    assertThat(elements() * Long.BYTES).isLessThanOrEqualTo((16 << 20) + 40 * (32 << 10));
    end.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(many).allSatisfy(tally -> assertThat(tally.getAsDouble()).isEqualTo(40));
    ThreadSheets.sweep();
    assertThat(many).allSatisfy(tally -> assertThat(tally.getAsDouble()).isEqualTo(40));
  }

  private static long elements() {
    SheetSums.LOCK.lock();
    try {
      return SheetSums.elements();
    } finally {
      SheetSums.LOCK.unlock();
    }
  }

  @Test
  void startsAtZeroInAColumnThatAnotherHadBefore() {
    List<WeakReference<Object>> gone = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 2100; i++) {
        LongTally tally = new LongTally();
        gone.add(new WeakReference<>(tally));
        for (int turn = 0; turn < 1500; turn++) {
          tally.add(1);
          ThreadSheets.leave(ThreadSheets.mine());
        }
        assertThat(tally.sum()).isEqualTo(1500);
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                System.gc();
                return gone.stream().allMatch(reference -> reference.get() == null);
              });
    }
  }

  private static void inThreads(Consumer<Integer> step) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int turn = 0; turn < ADDITIONS; turn++) {
                  step.accept(turn);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
