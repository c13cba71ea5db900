package dev.leadline.core.linking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.format.JsonTracepointFormat;
import dev.leadline.core.probe.Clock;
import dev.leadline.core.tracepoint.Budget;
import dev.leadline.core.tracepoint.LiveTracepoint;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** No probe is lost, whoever comes at the same time. */
class ClassAnchorTest {

  private static final int TIMES = 3_000;
  private static final ProbePoint POINT =
      new ProbePoint("run", "()V", 0, 1, false, List.of(), List.of());

  private final LiveTracepoint tracepoint =
      new LiveTracepoint(
          new JsonTracepointFormat()
              .read("test", "{\"ID\": \"a\", \"path\": \"A.java\", \"lineNumber\": 1}")
              .declarations()
              .get(0),
          "test",
          List.of(),
          List.of(),
          Budget.UNLIMITED,
          Clock.SYSTEM);

  /** The application passes a new call site while Leadline's thread takes on the class. */
  @Test
  void twoThatAskForTheFirstStateAtOnceHaveTheSameAndKeepIt() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    CyclicBarrier start = new CyclicBarrier(2);
    try {
      for (int i = 0; i < TIMES; i++) {
        ClassAnchor anchor = new ClassAnchor();
        Future<Probe> theirs =
            other.submit(
                () -> {
                  start.await();
                  return anchor.probe(Runnable.class, tracepoint, POINT);
                });
        start.await();
        Probe ours = anchor.probe(Runnable.class, tracepoint, POINT);
        assertThat(theirs.get()).isSameAs(ours);
        anchor.all().forEach(anchor::drop);
        assertThat(anchor.of(tracepoint)).containsExactly(anchor.of(Runnable.class));
        assertThat(anchor.of(Runnable.class).probes()).containsExactly(ours);
      }
    } finally {
      other.shutdown();
    }
  }

  /** What is empty is taken off while the application passes a call site. */
  @Test
  void aProbeThatComesWhileTheStateIsTakenOffIsKept() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    CyclicBarrier start = new CyclicBarrier(2);
    try {
      for (int i = 0; i < TIMES; i++) {
        ClassAnchor anchor = new ClassAnchor();
        InstrumentedClass empty = anchor.of(Runnable.class);
        Future<Probe> theirs =
            other.submit(
                () -> {
                  start.await();
                  return anchor.probe(Runnable.class, tracepoint, POINT);
                });
        start.await();
        anchor.drop(empty);
        Probe probe = theirs.get();
        assertThat(anchor.of(Runnable.class).probes()).containsExactly(probe);
      }
    } finally {
      other.shutdown();
    }
  }
}
