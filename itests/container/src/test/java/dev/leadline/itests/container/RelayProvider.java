package dev.leadline.itests.container;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Series;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * What is in a bundle that is dropped in: a provider with classes of its own, which hands on to one
 * that the test can look into. At every start it asks the test for a new one.
 */
public final class RelayProvider implements MetricProvider, BundleActivator {

  /** By which the test's service is found. */
  static final String FILTER = "(relay=true)";

  private MetricProvider target;

  @Override
  public void start(BundleContext context) throws Exception {
    target =
        (MetricProvider)
            context
                .getService(context.getServiceReferences(Supplier.class, FILTER).iterator().next())
                .get();
    context.registerService(MetricProvider.class, this, null);
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters it.
  }

  @Override
  public String name() {
    return "relay";
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    InstrumentResult.Opened opened = (InstrumentResult.Opened) target.open(definition, scope);
    return new InstrumentResult.Opened(
        new RelayInstrument(opened.instrument()), opened.exposedName());
  }

  /** Of the bundle's own classes, down to the series. */
  static final class RelayInstrument implements Instrument {

    private final Instrument target;

    RelayInstrument(Instrument target) {
      this.target = target;
    }

    @Override
    public Series series(List<String> labelValues) {
      return new RelaySeries(target.series(labelValues));
    }

    @Override
    public void close() {
      target.close();
    }
  }

  static final class RelaySeries implements Series {

    private final Series target;

    RelaySeries(Series target) {
      this.target = target;
    }

    @Override
    public void record(double value) {
      target.record(value);
    }
  }
}
