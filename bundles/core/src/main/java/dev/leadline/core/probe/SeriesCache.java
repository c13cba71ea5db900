package dev.leadline.core.probe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From label keys to series, for one metric of one probe. HOT PATH: a hash, a probe or two of an
 * open-addressed table, an identity or {@code equals} comparison; no lock, no allocation, no
 * boxing.
 *
 * <p>Reads are plain. That is safe because entries are immutable with final fields (JLS 17.5: a
 * racy reader sees them whole, and through them the sets), and because a reader that sees an old
 * table, a new one whose elements it cannot see yet, or an empty slot only misses: it then looks
 * again under the lock. A slot is written once and never emptied, so that a chain of them has no
 * holes to end at too early but those that lead to a miss.
 *
 * <p>It belongs to a probe and is reachable from the instrumented class alone, so that keys which
 * are objects of the application (enum constants) keep nothing alive.
 */
public final class SeriesCache {

  private static final int FIRST_CAPACITY = 16;

  private final SeriesSource source;
  private final Figures figures;
  private final LabelTemplate template;
  private final int mostEntries;

  private @Nullable Entry[] table = new @Nullable Entry[FIRST_CAPACITY];
  private int size;

  /**
   * @param maxSeries of the metric; the cache holds at most twice as many entries, since several
   *     keys may have one text
   */
  public SeriesCache(SeriesSource source, LabelTemplate template, int maxSeries, Figures figures) {
    this.source = source;
    this.template = template;
    this.mostEntries = 2 * Math.min(maxSeries, 1 << 20) + 2;
    this.figures = figures;
  }

  /**
   * Immutable, and never leaves the cache. More than four labels are in the arrays, all of them.
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Entry(
      int hash,
      @Nullable Object k0,
      long b0,
      @Nullable Object k1,
      long b1,
      @Nullable Object k2,
      long b2,
      @Nullable Object k3,
      long b3,
      @Nullable Object @Nullable [] keys,
      long @Nullable [] bits,
      SeriesSet set) {}

  public SeriesSet find(@Nullable Object k0, long b0) {
    int hash = mix(hash(k0, b0));
    @Nullable Entry[] current = table;
    int mask = current.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Entry entry = current[i];
      if (entry == null) {
        return miss(hash, new @Nullable Object[] {k0}, new long[] {b0});
      }
      if (entry.hash == hash && entry.b0 == b0 && same(k0, entry.k0)) {
        return entry.set;
      }
    }
  }

  public SeriesSet find(@Nullable Object k0, long b0, @Nullable Object k1, long b1) {
    int hash = mix(31 * hash(k0, b0) + hash(k1, b1));
    @Nullable Entry[] current = table;
    int mask = current.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Entry entry = current[i];
      if (entry == null) {
        return miss(hash, new @Nullable Object[] {k0, k1}, new long[] {b0, b1});
      }
      if (entry.hash == hash
          && entry.b0 == b0
          && entry.b1 == b1
          && same(k0, entry.k0)
          && same(k1, entry.k1)) {
        return entry.set;
      }
    }
  }

  public SeriesSet find(
      @Nullable Object k0, long b0, @Nullable Object k1, long b1, @Nullable Object k2, long b2) {
    int hash = mix(31 * (31 * hash(k0, b0) + hash(k1, b1)) + hash(k2, b2));
    @Nullable Entry[] current = table;
    int mask = current.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Entry entry = current[i];
      if (entry == null) {
        return miss(hash, new @Nullable Object[] {k0, k1, k2}, new long[] {b0, b1, b2});
      }
      if (entry.hash == hash
          && entry.b0 == b0
          && entry.b1 == b1
          && entry.b2 == b2
          && same(k0, entry.k0)
          && same(k1, entry.k1)
          && same(k2, entry.k2)) {
        return entry.set;
      }
    }
  }

  public SeriesSet find(
      @Nullable Object k0,
      long b0,
      @Nullable Object k1,
      long b1,
      @Nullable Object k2,
      long b2,
      @Nullable Object k3,
      long b3) {
    int hash = mix(31 * (31 * (31 * hash(k0, b0) + hash(k1, b1)) + hash(k2, b2)) + hash(k3, b3));
    @Nullable Entry[] current = table;
    int mask = current.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Entry entry = current[i];
      if (entry == null) {
        return miss(hash, new @Nullable Object[] {k0, k1, k2, k3}, new long[] {b0, b1, b2, b3});
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
        return entry.set;
      }
    }
  }

  /** Five labels and more; the caller's two arrays are what such a hit allocates. */
  public SeriesSet find(@Nullable Object[] keys, long[] bits) {
    int hash = mix(hash(keys, bits));
    @Nullable Entry[] current = table;
    int mask = current.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Entry entry = current[i];
      if (entry == null) {
        return miss(hash, keys, bits);
      }
      if (entry.hash == hash && same(keys, bits, entry)) {
        return entry.set;
      }
    }
  }

  /**
   * First sight. The lock is not held while labels become texts: a {@code toString} of the
   * application's may run then, and may wait for a lock of its own.
   */
  private SeriesSet miss(int hash, @Nullable Object[] keys, long[] bits) {
    SeriesSet known = look(hash, keys, bits);
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
    } else if (isLasting) {
      keep(hash, keys, bits, set);
    }
    return set;
  }

  private synchronized @Nullable SeriesSet look(int hash, @Nullable Object[] keys, long[] bits) {
    Entry entry = table[slot(hash, keys, bits)];
    return entry == null ? null : entry.set;
  }

  private synchronized void keep(int hash, @Nullable Object[] keys, long[] bits, SeriesSet set) {
    int slot = slot(hash, keys, bits);
    if (table[slot] == null && size < mostEntries) {
      table[slot] = entry(hash, keys, bits, set);
      size++;
      if (size * 2 > table.length) {
        grow();
      }
    }
  }

  /** Where the keys are, or would be. */
  private int slot(int hash, @Nullable Object[] keys, long[] bits) {
    int mask = table.length - 1;
    int slot = hash & mask;
    for (Entry entry; (entry = table[slot]) != null; slot = (slot + 1) & mask) {
      if (entry.hash == hash && same(keys, bits, entry)) {
        break;
      }
    }
    return slot;
  }

  private void grow() {
    @Nullable Entry[] larger = new @Nullable Entry[table.length * 2];
    int mask = larger.length - 1;
    for (Entry entry : table) {
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

  private static Entry entry(int hash, @Nullable Object[] keys, long[] bits, SeriesSet set) {
    int count = keys.length;
    boolean few = count <= 4;
    return new Entry(
        hash,
        keys[0],
        bits[0],
        count > 1 ? keys[1] : null,
        count > 1 ? bits[1] : 0,
        count > 2 ? keys[2] : null,
        count > 2 ? bits[2] : 0,
        count > 3 ? keys[3] : null,
        count > 3 ? bits[3] : 0,
        few ? null : keys,
        few ? null : bits,
        set);
  }

  private static boolean same(@Nullable Object[] keys, long[] bits, Entry entry) {
    if (entry.keys != null && entry.bits != null) {
      for (int i = 0; i < keys.length; i++) {
        if (entry.bits[i] != bits[i] || !same(keys[i], entry.keys[i])) {
          return false;
        }
      }
      return true;
    }
    @Nullable Object[] few = {entry.k0, entry.k1, entry.k2, entry.k3};
    long[] fewBits = {entry.b0, entry.b1, entry.b2, entry.b3};
    for (int i = 0; i < keys.length; i++) {
      if (fewBits[i] != bits[i] || !same(keys[i], few[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * String is asked for by name so that its equals is a direct, intrinsic call whatever else the
   * caches hold.
   */
  private static boolean same(@Nullable Object key, @Nullable Object known) {
    if (key == known) {
      return true;
    }
    if (key instanceof String text) {
      return text.equals(known);
    }
    return key != null && key.equals(known);
  }

  private static int hash(@Nullable Object key, long bits) {
    int own = key instanceof String text ? text.hashCode() : key == null ? 0 : key.hashCode();
    return own + (int) (bits ^ (bits >>> 32)) * 0x9E3779B9;
  }

  private static int hash(@Nullable Object[] keys, long[] bits) {
    int hash = 0;
    for (int i = 0; i < keys.length; i++) {
      hash = 31 * hash + hash(keys[i], bits[i]);
    }
    return hash;
  }

  /** Spreads what hashCode leaves in the high bits; numbers in a row stay apart. */
  private static int mix(int hash) {
    return hash ^ (hash >>> 15);
  }
}
