package dev.leadline.core.probe;

import dev.leadline.core.tally.DoubleTallyAdder;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the one label of a counter straight to where its total is on every thread's sheet, before a
 * {@link SeriesCache} is asked. HOT PATH: among many series a hit waits for memory, and what counts
 * is how many waits follow one another. Here the key and the place are beside each other in two
 * arrays, so that both come at once and no object of ours is looked at; in the cache it is the
 * table, the entry, and what the entry says, one after the other. With a hundred thousand texts
 * that is a third of a hit.
 *
 * <p>It knows busy series only: all others, and those whose place is not on this thread's sheet
 * yet, go by the cache. Reads are plain. A place is written before its key, and neither is changed
 * or removed: a racy reader that sees one of them without the other, or an old table, only misses.
 */
public final class TotalIndex {

  private static final int FIRST_CAPACITY = 16;

  private final SeriesCache cache;

  private Table table = new Table(FIRST_CAPACITY);

  /** Guarded by this. Their totals have the places for as long as they are reachable. */
  private final List<CachedSeries> known = new ArrayList<>();

  /** Final fields: a racy reader of the table sees its arrays (JLS 17.5). */
  private static final class Table {
    private final @Nullable Object[] keys;

    /** The key's hash in the upper half, the place in the lower; 0 where there is nothing. */
    private final long[] places;

    Table(int capacity) {
      keys = new @Nullable Object[capacity];
      places = new long[capacity];
    }

    /** Where this key is, or would be. */
    int slot(int hash, Object key) {
      int mask = places.length - 1;
      int slot = hash & mask;
      while (places[slot] != 0
          && !(hash(places[slot]) == hash && SeriesCache.same(key, keys[slot]))) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    void put(int slot, Object key, long place) {
      places[slot] = place;
      keys[slot] = key;
    }

    Table twice() {
      Table twice = new Table(2 * places.length);
      for (int i = 0; i < places.length; i++) {
        Object key = keys[i];
        if (key != null) {
          twice.put(twice.slot(hash(places[i]), key), key, places[i]);
        }
      }
      return twice;
    }

    private static int hash(long place) {
      return (int) (place >>> 32);
    }
  }

  /**
   * @param cache of the one label, a reference; what it does not hold is not known here either
   */
  public TotalIndex(SeriesCache cache) {
    this.cache = cache;
  }

  /**
   * Adds to the total of the series of this key.
   *
   * @param sheet of this thread
   */
  @SuppressWarnings("ReachabilityFenceUsage") // nothing in between throws
  public void add(@Nullable Object key, long[] sheet, double value) {
    int hash = SeriesCache.hash(key);
    Table current = table;
    @Nullable Object[] keys = current.keys;
    long[] places = current.places;
    int mask = keys.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      long place = places[i];
      if (place == 0) {
        addByCache(hash, key, sheet, value);
        return;
      }
      Object at = keys[i];
      if (Table.hash(place) == hash && at != null && SeriesCache.same(key, at)) {
        if (!DoubleTallyAdder.addAt(sheet, (int) place, value)) {
          cache.find(key, 0).add(sheet, value);
        }
        // And with this the totals, which have the places as long as they are there.
        Reference.reachabilityFence(this);
        return;
      }
    }
  }

  private void addByCache(int hash, @Nullable Object key, long[] sheet, double value) {
    CachedSeries series = cache.find(key, 0);
    series.add(sheet, value);
    int place = series.place();
    if (place != 0 && key != null && !series.set.isOverflow()) {
      keep(hash, key, ((long) hash << 32) | place, series);
    }
  }

  private synchronized void keep(int hash, Object key, long place, CachedSeries series) {
    int slot = table.slot(hash, key);
    if (table.places[slot] != 0 || !cache.holds(series, key)) {
      return;
    }
    if (SeriesCache.isCrowded(known.size() + 1, table.places.length)) {
      table = table.twice();
      slot = table.slot(hash, key);
    }
    known.add(series);
    table.put(slot, key, place);
  }

  /** Keys that it knows. */
  synchronized int size() {
    return known.size();
  }
}
