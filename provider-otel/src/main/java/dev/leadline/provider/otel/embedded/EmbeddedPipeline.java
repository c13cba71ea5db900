package dev.leadline.provider.otel.embedded;

import static java.util.Objects.requireNonNull;

import dev.leadline.provider.otel.instrument.MeterInstruments;
import dev.leadline.provider.otel.naming.OtelMetric;
import dev.leadline.provider.otel.pipeline.MetricPipeline;
import dev.leadline.provider.otel.pipeline.PipelineInstrument;
import dev.leadline.provider.otel.pipeline.PipelineInstruments;
import dev.leadline.provider.otel.pipeline.PipelineState;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.LabelType;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.problem.Problem;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline of the bundle's own SDK, which starts with the first instrument, once: a setting
 * that stops it then would stop it again.
 */
public final class EmbeddedPipeline implements MetricPipeline {
  private final EmbeddedSettings settings;
  private final System.Logger log;
  private final ExportHealth health;
  private final PipelineInstruments instruments = new PipelineInstruments(this::create);
  private final ExportFilter filter;

  /** Guarded by this, as all that follows. */
  private @Nullable EmbeddedSdk sdk;

  private Optional<String> failure = Optional.empty();
  private boolean closed;

  public EmbeddedPipeline(EmbeddedSettings settings, System.Logger log) {
    this.settings = requireNonNull(settings, "settings");
    this.log = requireNonNull(log, "log");
    this.health = new ExportHealth(settings.endpoint().orElse(""));
    this.filter = new ExportFilter(instruments::isOpen, health);
  }

  @Override
  public PipelineState state() {
    if (settings.endpoint().isEmpty()) {
      return PipelineState.UNSET;
    }
    return settings.obstacle().isPresent() ? PipelineState.NOBODY_READS : PipelineState.COLLECTS;
  }

  /** Where it exports to, or why it does not; for people. */
  public String place() {
    return settings
        .obstacle()
        .or(() -> settings.endpoint().map(endpoint -> "OTLP to " + endpoint))
        .orElse("no OTLP endpoint is set");
  }

  @Override
  public synchronized InstrumentResult open(MetricDefinition definition, String meterVersion) {
    if (closed) {
      return new InstrumentResult.Refused("the embedded OpenTelemetry SDK is stopped");
    }
    if (sdk == null && failure.isEmpty()) {
      start();
    }
    return failure
        .<InstrumentResult>map(InstrumentResult.Refused::new)
        .orElseGet(() -> instruments.open(definition, meterVersion));
  }

  private void start() {
    try {
      long begin = System.nanoTime();
      sdk = EmbeddedSdk.start(settings.properties(), filter);
      long millis = (System.nanoTime() - begin) / 1_000_000;
      log.log(
          Level.INFO, "embedded OpenTelemetry SDK: " + place() + ", ready after " + millis + " ms");
    } catch (RuntimeException | LinkageError wrong) {
      failure = Optional.of("the embedded OpenTelemetry SDK cannot start: " + wrong.getMessage());
      log.log(Level.ERROR, failure.get(), wrong);
    }
  }

  private PipelineInstrument create(OtelMetric metric, String meterVersion) {
    PipelineInstrument instrument =
        MeterInstruments.create(requireNonNull(sdk).meter(meterVersion), metric);
    return new PipelineInstrument() {
      @Override
      public Series series(List<String> attributeValues, List<LabelType> types) {
        return instrument.series(attributeValues, types);
      }

      @Override
      public void forget(List<String> attributeValues) {
        instrument.forget(attributeValues);
      }

      @Override
      public void close() {
        instrument.close();
        filter.closed(metric.name());
      }
    };
  }

  /** What is wrong with it. */
  public synchronized List<Problem> problems() {
    return failure.isPresent()
        ? List.of(Problem.error("OT-001", failure.get(), "look at the OTEL_* variables"))
        : health.problems();
  }

  /** Exports now, for those who cannot wait for the interval to pass. */
  public void flush() {
    EmbeddedSdk running;
    synchronized (this) {
      running = sdk;
    }
    if (running != null) {
      running.flush();
    }
  }

  @Override
  public void close() {
    EmbeddedSdk running;
    synchronized (this) {
      closed = true;
      running = sdk;
      sdk = null;
    }
    if (running != null) {
      running.close();
    }
    instruments.close();
  }
}
