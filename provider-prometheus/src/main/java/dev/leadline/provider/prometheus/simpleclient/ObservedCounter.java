package dev.leadline.provider.prometheus.simpleclient;

import io.prometheus.client.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * A child of a counter that shows, when it is collected, totals that are kept elsewhere, beside
 * what it was told itself. Thread-safe.
 */
final class ObservedCounter extends Counter.Child {

  /** Guarded by this. Almost always one: as many as there are applications that share a counter. */
  private final List<DoubleSupplier> totals = new ArrayList<>(1);

  /**
   * Guarded by this: what totals that are gone have left. Not told to the child, which would look
   * for an exemplar, with classes of an application that may be gone too.
   */
  private double left;

  synchronized void add(DoubleSupplier total) {
    totals.add(total);
  }

  /** What it was keeps being shown. */
  synchronized void remove(DoubleSupplier total) {
    if (totals.remove(total)) {
      left += total.getAsDouble();
    }
  }

  @Override
  public synchronized double get() {
    double sum = super.get() + left;
    for (DoubleSupplier total : totals) {
      sum += total.getAsDouble();
    }
    return sum;
  }
}
