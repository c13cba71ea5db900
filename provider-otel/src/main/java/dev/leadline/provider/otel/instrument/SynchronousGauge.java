package dev.leadline.provider.otel.instrument;

import dev.leadline.sdk.metric.Series;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.context.Context;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A gauge as APIs from 1.38 on have it. A class of its own, as older ones cannot link it. */
final class SynchronousGauge {

  private SynchronousGauge() {}

  /**
   * Attributes to the series; null when the pipeline behind the API is older than the API: the
   * API's default method then answers a gauge that records nothing.
   *
   * @throws LinkageError when the API has none
   */
  static @Nullable Function<Attributes, Series> of(DoubleGaugeBuilder builder) {
    DoubleGauge gauge = builder.build();
    boolean isNoop =
        gauge.getClass().getName().contains("Noop")
            && !builder.getClass().getName().contains("Noop");
    if (isNoop) {
      return null;
    }
    Context root = Context.root();
    return attributes -> value -> gauge.set(value, attributes, root);
  }
}
