package dev.leadline.core.probe;

import java.util.List;

/** Where a {@link SeriesCache} gets the series of label values that it sees for the first time. */
@FunctionalInterface
public interface SeriesSource {

  /**
   * The series of these label values; beyond the limit, the overflow series. On an application's
   * thread; never throws.
   */
  SeriesSet series(List<String> labelValues);
}
