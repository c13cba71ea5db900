package dev.leadline.core.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sums stay exact, whoever adds, while threads get sheets and die. */
@Timeout(120)
class TallyTest {

  private static final int THREADS = 8;
  private static final int ADDITIONS = 400_000;

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

  private static DoubleTallyAdder adder(DoubleTally tally) {
    return new DoubleTallyAdder(tally) {};
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
    int sheets = ThreadSheets.sheets();
    long before = count.sum();
    assertThat(before).isGreaterThan(1_000_000);
    end.countDown();
    thread.join();
    ThreadSheets.sweep();
    assertThat(ThreadSheets.sheets()).isLessThan(sheets);
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
    List<LongTally> many = new ArrayList<>();
    for (int i = 0; i < 4500; i++) {
      LongTally tally = new LongTally();
      many.add(tally);
      for (int turn = 0; turn < 2000; turn++) {
        tally.add(1);
      }
    }
    assertThat(many).allSatisfy(tally -> assertThat(tally.sum()).isEqualTo(2000));
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
