package dev.leadline.core.metric;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@link dev.leadline.sdk.metric.MetricProvider#open}, which may come back late. Asked
 * for on Leadline's thread, run on the provider's.
 */
final class Opening {

  private final Election.Seat seat;
  private final MetricDefinition definition;

  /** Guarded by this. */
  private @Nullable Outcome outcome;

  /** Guarded by this. */
  private boolean isAbandoned;

  private Opening(Election.Seat seat, MetricDefinition definition) {
    this.seat = seat;
    this.definition = definition;
  }

  /** What came of it. */
  sealed interface Outcome {
    /** The instrument, with the series of the labels that were known. */
    record Open(OpenInstrument instrument) implements Outcome {}

    /** Why there is none. */
    record Failed(String reason) implements Outcome {}
  }

  /**
   * Has the provider open the metric; {@link ProviderHandle#settle} waits for that.
   *
   * @param known series to create with it
   */
  static Opening begin(
      Election.Seat seat,
      MetricDefinition definition,
      ApplicationScope scope,
      List<KnownSeries> known) {
    Opening opening = new Opening(seat, definition);
    seat.provider().begin("open of " + definition.name(), () -> opening.run(scope, known));
    return opening;
  }

  Election.Seat seat() {
    return seat;
  }

  /** Empty while the provider has not returned. */
  synchronized Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** Nobody wants it any more: it is not begun, or closed as soon as it is there. */
  void abandon() {
    Outcome result;
    synchronized (this) {
      isAbandoned = true;
      result = outcome;
    }
    if (result instanceof Outcome.Open open) {
      open.instrument().close();
    }
  }

  private void run(ApplicationScope scope, List<KnownSeries> known) {
    synchronized (this) {
      if (isAbandoned) {
        return;
      }
    }
    Outcome result = open(scope);
    if (result instanceof Outcome.Open open) {
      known.forEach(open.instrument()::catchUp);
    }
    boolean isUnwanted;
    synchronized (this) {
      outcome = result;
      isUnwanted = isAbandoned;
    }
    if (isUnwanted && result instanceof Outcome.Open open) {
      open.instrument().closeNow();
    }
  }

  private Outcome open(ApplicationScope scope) {
    try {
      InstrumentResult result = seat.provider().provider().open(definition, scope);
      if (result instanceof InstrumentResult.Opened opened) {
        return new Outcome.Open(
            new OpenInstrument(
                seat, opened.instrument(), opened.exposedName(), CountedBuckets.of(definition)));
      }
      if (result instanceof InstrumentResult.Refused refused) {
        return new Outcome.Failed(refused.reason());
      }
      return new Outcome.Failed("it answered nothing");
    } catch (Throwable failure) {
      seat.provider().health().failed(failure);
      return new Outcome.Failed("it failed: " + failure);
    }
  }
}
