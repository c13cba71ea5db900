package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A method is left a million times, by every way out, and nothing is kept. */
class EndlessExitsTest extends CoreFixture {

  private static final int EXITS = 1_000_000;

  private final IllegalArgumentException thrown = new IllegalArgumentException("kept by nobody");
  private int outcome;

  @Test
  void retainsNothingOfAMillionExits() throws Exception {
    start(PLAIN);
    leave(0, new Object());
    declare(
        "["
            + tracepoint(
                "end",
                "EndlessExitsTest.java",
                "\"args\": {\"method_name\": \"leave\", \"stage\": \"method_end\"}",
                counter("exits"),
                metric("seen", "COUNTER", "way"))
            + ", "
            + tracepoint(
                "capture",
                "EndlessExitsTest.java",
                "\"args\": {\"method_name\": \"leave\", \"stage\": \"method_capture\"}",
                metric("time", "HISTOGRAM", "runtimeSeconds"))
            + ", "
            + tracepoint(
                "line",
                "EndlessExitsTest.java",
                "\"lineNumber\": %d, \"args\": {\"stage\": \"line_end\"}".formatted(line()),
                counter("lines"))
            + "]");
    awaitLive("end");
    awaitLive("capture");
    awaitLive("line");
    List<WeakReference<Object>> values = new ArrayList<>();
    Thread leaver = new Thread(() -> leaveOften(values));
    leaver.start();
    leaver.join();
    assertThat(outcome).isEqualTo(EXITS);
    assertThat(provider.sums())
        .containsEntry("exits[]", (double) EXITS)
        .containsEntry("seen[]", 2.0 * EXITS)
        .containsEntry("lines[]", (double) EXITS);
    assertThat(status("capture").recorded()).isEqualTo(EXITS);
    // Neither an argument, nor an exception's trace, nor anything on the thread.
    Awaitility.await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(values).allMatch(reference -> reference.get() == null);
            });
    assertThat(thrown.getSuppressed()).isEmpty();
    assertThat(thrown.getCause()).isNull();
    assertThat(core().footprint().callSites()).isLessThan(50);
    assertThat(status("end").errors()).isEmpty();
  }

  private void leaveOften(List<WeakReference<Object>> values) {
    int left = 0;
    for (int i = 0; i < EXITS; i++) {
      Object argument = this;
      if (i % 100_000 == 7) {
        argument = new byte[1 << 20];
        values.add(new WeakReference<>(argument));
      }
      left += leaveOnce(i % 5, argument);
    }
    outcome = left;
  }

  private int leaveOnce(int way, Object argument) {
    try {
      leave(way, argument);
    } catch (IllegalArgumentException expected) {
      if (expected != thrown) {
        throw new AssertionError("another exception", expected);
      }
    }
    return 1;
  }

  /** Five ways out, 0 to 4: mean 2. */
  private int leave(int way, Object argument) {
    try {
      check(way, argument); // way out
      if (way == 1) {
        return 1;
      }
      for (int i = 0; i < way; i++) {
        if (i == 2) {
          return i;
        }
      }
    } finally {
      if (way == 3) {
        throw thrown;
      }
    }
    return way;
  }

  private void check(int way, Object argument) {
    if (way == 4) {
      throw thrown;
    }
    if (argument == null) {
      throw new AssertionError(Map.of());
    }
  }

  private static int line() {
    return lineOf("EndlessExitsTest.java", "way out");
  }
}
