package com.acme.plugin;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A provider for everything that a provider may do wrong, each named after it. */
public final class FaultyProvidersActivator implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    for (Fault fault : Fault.values()) {
      context.registerService(MetricProvider.class, new FaultyProvider(fault), null);
    }
  }

  @Override
  public void stop(BundleContext context) {
    // The framework takes the services back.
  }

  /** What it does wrong. */
  public enum Fault {
    /** Until there is the file that {@code acme.gate} names. */
    BLOCKS_IN_OPEN,
    THROWS_ON_OPEN,
    NULL_ON_OPEN,
    THROWS_ON_SERIES,
    NULL_ON_SERIES,
    THROWS_ON_RECORD
  }

  /** A provider with one fault. */
  public static final class FaultyProvider implements MetricProvider {
    private final Fault fault;

    FaultyProvider(Fault fault) {
      this.fault = fault;
    }

    @Override
    public String name() {
      return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    @SuppressWarnings("NullAway") // That is its fault.
    public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
      if (fault == Fault.BLOCKS_IN_OPEN) {
        awaitGate();
      } else if (fault == Fault.THROWS_ON_OPEN) {
        throw new IllegalStateException("on purpose");
      } else if (fault == Fault.NULL_ON_OPEN) {
        return null;
      }
      return new InstrumentResult.Opened(new FaultyInstrument(fault), definition.name());
    }

    private static void awaitGate() {
      Path gate = Path.of(System.getProperty("acme.gate"));
      while (!Files.exists(gate)) {
        try {
          Thread.sleep(50);
        } catch (InterruptedException stopped) {
          return;
        }
      }
    }
  }

  /** Its instrument. */
  public static final class FaultyInstrument implements Instrument {
    private final Fault fault;

    FaultyInstrument(Fault fault) {
      this.fault = fault;
    }

    @Override
    @SuppressWarnings("NullAway") // That is its fault.
    public Series series(List<String> labelValues) {
      if (fault == Fault.THROWS_ON_SERIES) {
        throw new IllegalStateException("on purpose");
      }
      if (fault == Fault.NULL_ON_SERIES) {
        return null;
      }
      return fault == Fault.THROWS_ON_RECORD ? new FaultySeries() : value -> {};
    }

    @Override
    public void close() {
      // It has nothing.
    }
  }

  /** Its series. */
  public static final class FaultySeries implements Series {
    @Override
    public void record(double value) {
      throw new IllegalStateException("on purpose");
    }
  }
}
