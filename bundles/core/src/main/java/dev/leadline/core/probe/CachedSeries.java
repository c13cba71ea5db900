package dev.leadline.core.probe;

import dev.leadline.core.tally.DistributionTally;
import dev.leadline.core.tally.DoubleTally;
import dev.leadline.core.tally.DoubleTallyAdder;
import org.jspecify.annotations.Nullable;

/**
 * The series of one set of label keys in a {@link SeriesCache}. HOT PATH: what a hit with one label
 * needs of it, its key, its set and where its total is, is in 40 bytes; among many series each
 * further place in memory that has to be looked at costs more than all the rest.
 *
 * <p>Its keys and sets never change.
 */
public class CachedSeries extends DoubleTallyAdder {

  final int hash;
  final @Nullable Object k0;
  final long b0;

  /** The series in all providers. */
  public final SeriesSet set;

  /** That of the set. */
  public final DistributionTally distribution;

  CachedSeries(int hash, @Nullable Object[] keys, long[] bits, SeriesSet set) {
    this.hash = hash;
    this.k0 = keys[0];
    this.b0 = bits[0];
    this.set = set;
    this.distribution = set.distribution;
  }

  @Override
  protected final DoubleTally tally() {
    return set.total;
  }

  /** Of so many labels. */
  static CachedSeries of(int hash, @Nullable Object[] keys, long[] bits, SeriesSet set) {
    return keys.length == 1
        ? new CachedSeries(hash, keys, bits, set)
        : keys.length <= SeriesCache.FEW
            ? new OfFew(hash, keys, bits, set)
            : new OfMany(hash, keys, bits, set);
  }

  /** Whether these are its keys. Off the hot path. */
  boolean has(@Nullable Object[] keys, long[] bits) {
    return bits[0] == b0 && SeriesCache.same(keys[0], k0);
  }

  /** Two to four labels; those that are not there are null and 0. */
  static final class OfFew extends CachedSeries {
    final @Nullable Object k1;
    final @Nullable Object k2;
    final @Nullable Object k3;
    final long b1;
    final long b2;
    final long b3;

    private OfFew(int hash, @Nullable Object[] keys, long[] bits, SeriesSet set) {
      super(hash, keys, bits, set);
      int count = keys.length;
      this.k1 = keys[1];
      this.b1 = bits[1];
      this.k2 = count > 2 ? keys[2] : null;
      this.b2 = count > 2 ? bits[2] : 0;
      this.k3 = count > 3 ? keys[3] : null;
      this.b3 = count > 3 ? bits[3] : 0;
    }

    @Override
    boolean has(@Nullable Object[] keys, long[] bits) {
      @Nullable Object[] own = {k0, k1, k2, k3};
      long[] ownBits = {b0, b1, b2, b3};
      return SeriesCache.same(keys, bits, own, ownBits);
    }
  }

  /** Five labels and more. */
  static final class OfMany extends CachedSeries {
    private final @Nullable Object[] keys;
    private final long[] bits;

    private OfMany(int hash, @Nullable Object[] keys, long[] bits, SeriesSet set) {
      super(hash, keys, bits, set);
      this.keys = keys;
      this.bits = bits;
    }

    @Override
    boolean has(@Nullable Object[] others, long[] otherBits) {
      return SeriesCache.same(others, otherBits, keys, bits);
    }
  }
}
