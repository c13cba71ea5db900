package dev.leadline.core.probe;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What one tracepoint has counted. HOT PATH: one uncontended atomic add per hit; the rest is
 * counted only where a hit or a value is dropped, and derived otherwise.
 */
public final class Figures {

  private static final Object[] NO_REFERENCES = {};

  private final LongAdder hits = new LongAdder();
  private final Map<Drop, LongAdder> drops = new EnumMap<>(Drop.class);
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
      drops.put(drop, new LongAdder());
    }
  }

  /** Called first at every hit. */
  public void hit() {
    hits.increment();
  }

  /** A hit of a probe that is about to be live: counted, and not recorded. */
  public void missed() {
    hits.increment();
    counterOf(Drop.NOT_LIVE).increment();
  }

  /** A hit or value was not recorded. */
  public void drop(Drop drop) {
    counterOf(drop).increment();
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
    counterOf(drop).increment();
    errors.add(where, failure, variables, references);
  }

  public long hits() {
    return hits.sum();
  }

  /** Hits that passed all controls. Not exact while hits arrive. */
  public long fires() {
    long dropped = 0;
    for (Drop drop : Drop.values()) {
      if (drop.isOfHit()) {
        dropped += counterOf(drop).sum();
      }
    }
    return Math.max(0, hits() - dropped);
  }

  /** Values that were lost after the hit had fired, over all metrics. */
  public long valuesLost() {
    long lost = 0;
    for (Drop drop : Drop.values()) {
      if (drop.isOfValue()) {
        lost += counterOf(drop).sum();
      }
    }
    return lost;
  }

  public long dropped(Drop drop) {
    return counterOf(drop).sum();
  }

  public ExpressionErrors errors() {
    return errors;
  }

  private LongAdder counterOf(Drop drop) {
    LongAdder counter = drops.get(drop);
    if (counter == null) {
      throw new IllegalStateException("no counter for " + drop);
    }
    return counter;
  }
}
