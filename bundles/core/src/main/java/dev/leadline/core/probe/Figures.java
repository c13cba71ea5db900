package dev.leadline.core.probe;

import dev.leadline.core.tally.LongTally;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one tracepoint has counted. HOT PATH: one addition to a {@link LongTally} per hit, for its
 * outcome; all else is counted only where a value is dropped, and derived otherwise.
 */
public final class Figures {

  private static final Object[] NO_REFERENCES = {};

  private final LongTally fires = new LongTally();

  private final Map<Drop, LongTally> drops = new EnumMap<>(Drop.class);
  private final Map<Drop, LongSupplier> derived = new EnumMap<>(Drop.class);
  private final ExpressionErrors errors;

  public Figures() {
    this(Clock.SYSTEM);
  }

  /**
   * @param clock tells when errors were
   */
  public Figures(Clock clock) {
    this.errors = new ExpressionErrors(clock);
    for (Drop drop : Drop.values()) {
      drops.put(drop, new LongTally());
    }
  }

  /** What is counted elsewhere already. Before the first hit. */
  void countAlso(Drop drop, LongSupplier count) {
    derived.merge(drop, count, (one, other) -> () -> one.getAsLong() + other.getAsLong());
  }

  /** Counts fires: a body adds one to it when all controls are passed. */
  public LongTally fireTally() {
    return fires;
  }

  /** A hit of a probe that is about to be live: counted, and not recorded. */
  public void missed() {
    tally(Drop.NOT_LIVE).add(1);
  }

  /** A hit or value was not recorded. */
  public void drop(Drop drop) {
    tally(drop).add(1);
  }

  /** The same where no variable is known. */
  public void failed(Drop drop, String where, Throwable failure) {
    failed(drop, where, failure, SiteVariables.NONE, NO_REFERENCES);
  }

  /**
   * An expression or one of our own steps threw.
   *
   * @param where a constant such as {@code label user_id of sessions}
   * @param variables what the call site passes
   * @param references its references by parameter, null where it is primitive
   */
  public void failed(
      Drop drop,
      String where,
      Throwable failure,
      SiteVariables variables,
      @Nullable Object[] references) {
    tally(drop).add(1);
    errors.add(where, failure, variables, references);
  }

  /** Each hit has either fired, or is one of those that were dropped as a whole. */
  public long hits() {
    long hits = fires();
    for (Drop drop : Drop.values()) {
      if (drop.isOfHit()) {
        hits += dropped(drop);
      }
    }
    return hits;
  }

  /** Hits that passed all controls. */
  public long fires() {
    return fires.sum();
  }

  /** Values that were lost after the hit had fired, over all metrics. */
  public long valuesLost() {
    long lost = 0;
    for (Drop drop : Drop.values()) {
      if (drop.isOfValue()) {
        lost += dropped(drop);
      }
    }
    return lost;
  }

  public long dropped(Drop drop) {
    LongSupplier elsewhere = derived.get(drop);
    return tally(drop).sum() + (elsewhere == null ? 0 : elsewhere.getAsLong());
  }

  public ExpressionErrors errors() {
    return errors;
  }

  /** What counts this drop; for a body that knows beforehand what it will have to drop. */
  public LongTally tally(Drop drop) {
    LongTally tally = drops.get(drop);
    if (tally == null) {
      throw new IllegalStateException("no tally for " + drop);
    }
    return tally;
  }
}
