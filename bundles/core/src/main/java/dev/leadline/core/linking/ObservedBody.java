package dev.leadline.core.linking;

import dev.leadline.core.probe.ReentrancyGuard;
import dev.leadline.core.tally.ThreadSheets;
import dev.leadline.core.tracepoint.HitObserver;
import dev.leadline.core.tracepoint.LiveTracepoint.LiveMetric;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call site of a temporary tracepoint runs: evaluates its expressions and shows the values
 * to an observer. Not for the hot path: it boxes. Only the few hits that the observer claims cost
 * more than that.
 */
final class ObservedBody {

  private static final MethodHandle HIT = find();

  /** The value of an expression that does not compile at this place. */
  private static final Object NOT_COMPILED =
      new Object() {
        @Override
        public String toString() {
          return "(does not compile here)";
        }
      };

  private final HitObserver observer;
  private final List<Optional<ExpressionCall>> calls;

  private ObservedBody(HitObserver observer, List<Optional<ExpressionCall>> calls) {
    this.observer = observer;
    this.calls = calls;
  }

  /** The code for the probe's call sites: each metric's value is an expression. */
  static MethodHandle create(Probe probe, CompiledProbe compiled, HitObserver observer) {
    List<Optional<ExpressionCall>> calls = new ArrayList<>();
    for (LiveMetric metric : probe.tracepoint().metrics()) {
      calls.add(
          compiled.metrics().stream()
              .filter(candidate -> candidate.metric().equals(metric))
              .flatMap(candidate -> candidate.value().stream())
              .findFirst()
              .map(ObservedBody::generic));
    }
    MethodType siteType = ProbeScope.siteType(probe.point());
    return HIT.bindTo(new ObservedBody(observer, calls))
        .asCollector(Object[].class, siteType.parameterCount())
        .asType(siteType);
  }

  private static ExpressionCall generic(ExpressionCall call) {
    return call.withHandle(
        call.handle()
            .asType(call.handle().type().generic())
            .asSpreader(Object[].class, call.parameters().size()),
        false);
  }

  @SuppressWarnings("unused") // by handle
  private void hit(@Nullable Object[] passed) {
    try {
      long[] mark = ReentrancyGuard.enter(ThreadSheets.mine());
      if (mark == null) {
        return;
      }
      try {
        if (observer.claim()) {
          observe(passed);
        }
      } finally {
        mark[ThreadSheets.MARK] = mark[ThreadSheets.RESTING];
      }
    } catch (Throwable lost) {
      // Such as a StackOverflowError of the application's: this hit is not shown. On the
      // application's thread there is nobody to tell.
    }
  }

  private void observe(@Nullable Object[] passed) {
    List<@Nullable Object> values = new ArrayList<>();
    List<@Nullable Throwable> failures = new ArrayList<>();
    for (Optional<ExpressionCall> call : calls) {
      Object value = NOT_COMPILED;
      Throwable failure = null;
      try {
        if (call.isPresent()) {
          value = evaluate(call.get(), passed);
        }
      } catch (Throwable thrown) {
        failure = thrown;
      }
      values.add(value);
      failures.add(failure);
    }
    observer.observed(values, failures);
  }

  private static @Nullable Object evaluate(ExpressionCall call, @Nullable Object[] passed)
      throws Throwable {
    @Nullable Object[] arguments = new @Nullable Object[call.parameters().size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = passed[call.parameters().get(i)];
    }
    return (Object) call.handle().invokeExact(arguments);
  }

  private static MethodHandle find() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              ObservedBody.class, "hit", MethodType.methodType(void.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a method of our own is missing", e);
    }
  }
}
