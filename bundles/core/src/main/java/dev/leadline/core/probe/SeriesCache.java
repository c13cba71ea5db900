package dev.leadline.core.probe;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From label keys to series, for one metric of one probe. HOT PATH: a hash, a probe or two of an
 * open-addressed table, an identity or {@code equals} comparison; no lock, no allocation, no
 * boxing.
 *
 * <p>Reads are plain. That is safe because entries are immutable with final fields (JLS 17.5: a
 * racy reader sees them whole, and through them the sets; where their total is they may learn
 * later, see {@link dev.leadline.core.tally.DoubleTallyAdder}), and because a reader that sees an
 * old table, a new one whose elements it cannot see yet, or an empty slot only misses: it then
 * looks again under the lock. A slot is written once and never emptied, so that a chain of them has
 * no holes to end at too early but those that lead to a miss.
 *
 * <p>It belongs to a probe and is reachable from the instrumented class alone, so that keys which
 * are objects of the application (enum constants) keep nothing alive.
 */
public final class SeriesCache {

  /** Labels up to this number have a lookup without arrays. */
  public static final int FEW = 4;

  private static final int FIRST_CAPACITY = 16;

  /**
   * Up to this size a table has four places for each entry, beyond two: where the keys come in no
   * order, a key that is not in its first place is a jump that no processor foresees; but a table
   * that does not fit into its cache is worse.
   */
  private static final int SPACIOUS = 1 << 15;

  private final SeriesSource source;
  private final Figures figures;
  private final LabelTemplate template;
  private final int labels;
  private final int mostEntries;

  private @Nullable CachedSeries[] table = new @Nullable CachedSeries[FIRST_CAPACITY];

  /** Guarded by this. */
  private int size;

  /** Racy: one for all hits beyond the limit, so that they make none. */
  private @Nullable CachedSeries overflow;

  /**
   * @param maxSeries of the metric; the cache holds at most twice as many entries, since several
   *     keys may have one text
   */
  public SeriesCache(SeriesSource source, LabelTemplate template, int maxSeries, Figures figures) {
    this.source = source;
    this.template = template;
    this.labels = template.dynamicLabels();
    this.mostEntries = 2 * Math.min(maxSeries, 1 << 20) + 2;
    this.figures = figures;
  }

  /** One label. */
  public CachedSeries find(@Nullable Object k0, long b0) {
    int hash = mix(hash(k0, b0));
    @Nullable CachedSeries[] current = table;
    int mask = current.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      CachedSeries entry = current[i];
      if (entry == null) {
        return miss(hash, new @Nullable Object[] {k0}, new long[] {b0});
      }
      if (entry.b0 == b0 && (k0 == entry.k0 || (entry.hash == hash && same(k0, entry.k0)))) {
        return entry;
      }
    }
  }

  /** Two to four labels; those that are not there are null and 0. */
  public CachedSeries find(
      @Nullable Object k0,
      long b0,
      @Nullable Object k1,
      long b1,
      @Nullable Object k2,
      long b2,
      @Nullable Object k3,
      long b3) {
    int hash = mix(31 * (31 * (31 * hash(k0, b0) + hash(k1, b1)) + hash(k2, b2)) + hash(k3, b3));
    @Nullable CachedSeries[] current = table;
    int mask = current.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      CachedSeries.OfFew entry = (CachedSeries.OfFew) current[i];
      if (entry == null) {
        return miss(
            hash,
            Arrays.copyOf(new @Nullable Object[] {k0, k1, k2, k3}, labels),
            Arrays.copyOf(new long[] {b0, b1, b2, b3}, labels));
      }
      if (entry.hash == hash
          && entry.b0 == b0
          && entry.b1 == b1
          && entry.b2 == b2
          && entry.b3 == b3
          && same(k0, entry.k0)
          && same(k1, entry.k1)
          && same(k2, entry.k2)
          && same(k3, entry.k3)) {
        return entry;
      }
    }
  }

  /** Five labels and more; the caller's two arrays are what such a hit allocates. */
  public CachedSeries find(@Nullable Object[] keys, long[] bits) {
    int hash = 0;
    for (int i = 0; i < keys.length; i++) {
      hash = 31 * hash + hash(keys[i], bits[i]);
    }
    hash = mix(hash);
    @Nullable CachedSeries[] current = table;
    int mask = current.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      CachedSeries entry = current[i];
      if (entry == null) {
        return miss(hash, keys, bits);
      }
      if (entry.hash == hash && entry.has(keys, bits)) {
        return entry;
      }
    }
  }

  /**
   * First sight. The lock is not held while labels become texts: a {@code toString} of the
   * application's may run then, and may wait for a lock of its own.
   */
  private CachedSeries miss(int hash, @Nullable Object[] keys, long[] bits) {
    CachedSeries known = look(hash, keys, bits);
    if (known != null) {
      return known;
    }
    List<String> texts;
    boolean isLasting = LabelTemplate.areSmall(keys);
    try {
      texts = template.texts(keys, bits);
    } catch (VirtualMachineError noStackOrMemory) {
      throw noStackOrMemory;
    } catch (Throwable failure) {
      figures.failed(Drop.LABEL_ERROR, "text of a label", failure);
      texts = template.textsOrErrors(keys, bits);
      isLasting = false;
    }
    SeriesSet set = source.series(texts);
    if (set.isOverflow()) {
      // Not cached: the table is bounded by the series that are known.
      figures.drop(Drop.SERIES_OVERFLOW);
      return overflow(set);
    }
    CachedSeries entry = CachedSeries.of(hash, keys, bits, set);
    if (isLasting) {
      keep(entry, keys, bits);
    }
    return entry;
  }

  private CachedSeries overflow(SeriesSet set) {
    CachedSeries known = overflow;
    if (known == null || known.set != set) {
      known = CachedSeries.of(0, new @Nullable Object[] {null}, new long[1], set);
      overflow = known;
    }
    return known;
  }

  private synchronized @Nullable CachedSeries look(int hash, @Nullable Object[] keys, long[] bits) {
    return table[slot(hash, keys, bits)];
  }

  private synchronized void keep(CachedSeries entry, @Nullable Object[] keys, long[] bits) {
    int slot = slot(entry.hash, keys, bits);
    if (table[slot] == null && size < mostEntries) {
      table[slot] = entry;
      size++;
      if (isCrowded(size, table.length)) {
        grow();
      }
    }
  }

  /** Whether so many entries are too many for a table of this length. */
  static boolean isCrowded(int entries, int length) {
    return entries * (length < SPACIOUS ? 4 : 2) > length;
  }

  /** Whether this is the entry of this one key, and stays it. */
  boolean holds(CachedSeries entry, Object key) {
    return look(entry.hash, new Object[] {key}, new long[1]) == entry;
  }

  /** Where the keys are, or would be. */
  private int slot(int hash, @Nullable Object[] keys, long[] bits) {
    int mask = table.length - 1;
    int slot = hash & mask;
    for (CachedSeries entry; (entry = table[slot]) != null; slot = (slot + 1) & mask) {
      if (entry.hash == hash && entry.has(keys, bits)) {
        break;
      }
    }
    return slot;
  }

  private void grow() {
    @Nullable CachedSeries[] larger = new @Nullable CachedSeries[table.length * 2];
    int mask = larger.length - 1;
    for (CachedSeries entry : table) {
      if (entry != null) {
        int slot = entry.hash & mask;
        while (larger[slot] != null) {
          slot = (slot + 1) & mask;
        }
        larger[slot] = entry;
      }
    }
    table = larger;
  }

  /** Whether the first of them are the same as these. */
  static boolean same(
      @Nullable Object[] keys, long[] bits, @Nullable Object[] known, long[] knownBits) {
    for (int i = 0; i < keys.length; i++) {
      if (knownBits[i] != bits[i] || !same(keys[i], known[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * String is asked for by name so that its equals is a direct, intrinsic call whatever else the
   * caches hold.
   */
  static boolean same(@Nullable Object key, @Nullable Object known) {
    if (key == known) {
      return true;
    }
    if (key instanceof String text) {
      return text.equals(known);
    }
    return key != null && key.equals(known);
  }

  /**
   * By the class first, for the same reason: the hashCode of an enum is final. That of a number's
   * kind is a constant to the compiler, and says nothing.
   */
  private static int hash(@Nullable Object key, long bits) {
    int own;
    if (key instanceof String text) {
      own = text.hashCode();
    } else if (key instanceof LabelKind) {
      own = 0;
    } else if (key instanceof Enum<?> constant) {
      own = constant.hashCode();
    } else {
      own = key == null ? 0 : key.hashCode();
    }
    return own + (int) (bits ^ (bits >>> 32)) * 0x9E3779B9;
  }

  /** Of the key of one label, a reference. */
  static int hash(@Nullable Object key) {
    return mix(hash(key, 0));
  }

  /** Spreads what hashCode leaves in the high bits; numbers in a row stay apart. */
  private static int mix(int hash) {
    return hash ^ (hash >>> 15);
  }
}
