package dev.leadline.provider.otel.instrument;

import dev.leadline.provider.otel.pipeline.MetricPipeline;
import dev.leadline.provider.otel.pipeline.PipelineInstruments;
import dev.leadline.provider.otel.pipeline.PipelineState;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@link GlobalOpenTelemetry} of the copy of the API that this class is linked
 * to.
 *
 * <p>{@code GlobalOpenTelemetry.get()} sets the global to one that does nothing when nobody has set
 * it, for ever; so it is asked only once somebody has.
 */
public final class GlobalPipeline implements MetricPipeline {
  private static final String METER = "leadline";

  private final PipelineInstruments instruments =
      new PipelineInstruments((metric, version) -> MeterInstruments.create(meter(version), metric));

  @Override
  public PipelineState state() {
    if (!isSet()) {
      return PipelineState.UNSET;
    }
    // An SDK without a reader hands out the API's own meter that does nothing.
    Class<?> nothing = MeterProvider.noop().get(METER).getClass();
    return GlobalOpenTelemetry.get().getMeterProvider().get(METER).getClass() == nothing
        ? PipelineState.NOBODY_READS
        : PipelineState.COLLECTS;
  }

  private static boolean isSet() {
    try {
      return GlobalOpenTelemetry.isSet();
    } catch (NoSuchMethodError older) {
      return field() != null;
    }
  }

  /** An API without the question: its field answers, and asking that changes nothing. */
  private static @Nullable Object field() {
    try {
      Field field = GlobalOpenTelemetry.class.getDeclaredField("globalOpenTelemetry");
      field.setAccessible(true);
      return field.get(null);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      throw new IllegalStateException(
          "this version of the OpenTelemetry API cannot be asked whether it is set", unknown);
    }
  }

  private static Meter meter(String version) {
    return GlobalOpenTelemetry.get().meterBuilder(METER).setInstrumentationVersion(version).build();
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, String meterVersion) {
    return isSet()
        ? instruments.open(definition, meterVersion)
        : new InstrumentResult.Refused("the OpenTelemetry API has no SDK behind it yet");
  }

  @Override
  public void close() {
    instruments.close();
  }
}
