package dev.leadline.core.inspection;

import dev.leadline.core.tracepoint.HitObserver;
import dev.leadline.sdk.code.Evaluation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation while it goes on. The application's threads put hits in, whoever asked takes them
 * out; there are never more than were asked for.
 */
final class RunningEvaluation implements Evaluation, HitObserver {

  private final AtomicInteger unclaimed;
  private final AtomicInteger unseen;
  private final ConcurrentLinkedQueue<Hit> hits = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();

  RunningEvaluation(int wanted) {
    this.unclaimed = new AtomicInteger(wanted);
    this.unseen = new AtomicInteger(wanted);
  }

  /**
   * Takes it out of the code once it is over.
   *
   * @param removal runs once, soon, on any thread: must only hand that on
   */
  void whenOver(Runnable removal) {
    var unused = end.thenRun(removal);
  }

  @Override
  public boolean claim() {
    // Read first: once all are claimed, hits that still come write nothing that others read.
    return unclaimed.get() > 0 && unclaimed.getAndDecrement() > 0 && !end.isDone();
  }

  @Override
  public void observed(List<@Nullable Object> values, List<@Nullable Throwable> failures) {
    List<Value> rendered = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Throwable failure = failures.get(i);
      rendered.add(
          failure == null
              ? new Value(ValueText.of(values.get(i)), false)
              : new Value(ValueText.ofFailure(failure), true));
    }
    hits.add(new Hit(Instant.now(), Thread.currentThread().getName(), rendered));
    if (unseen.decrementAndGet() <= 0) {
      end.complete(true);
    }
  }

  @Override
  public List<Hit> take() {
    List<Hit> taken = new ArrayList<>();
    Hit hit = hits.poll();
    while (hit != null) {
      taken.add(hit);
      hit = hits.poll();
    }
    return taken;
  }

  @Override
  public boolean isOver() {
    return end.isDone() && hits.isEmpty();
  }

  @Override
  public void close() {
    end.complete(false);
  }
}
