package dev.leadline.provider.prometheus.simpleclient;

import io.prometheus.client.Gauge;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A child of a gauge that is only ever set. HOT PATH: an opaque store (JEP 193), where the
 * library's own is one with a full fence. Whoever collects sees it as soon as the processor has
 * written it; an order between values of two threads there was none before either. Thread-safe.
 */
final class LastValueGauge extends Gauge.Child {

  private static final VarHandle LAST;

  static {
    try {
      LAST = MethodHandles.lookup().findVarHandle(LastValueGauge.class, "last", double.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // through the handle
  private double last;

  @Override
  public void set(double value) {
    LAST.setOpaque(this, value);
  }

  @Override
  public double get() {
    return (double) LAST.getOpaque(this);
  }
}
