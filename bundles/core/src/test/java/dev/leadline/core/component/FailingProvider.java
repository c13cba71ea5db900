package dev.leadline.core.component;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Series;
import java.util.List;

/** Opens everything, and throws at whatever is done with it. */
final class FailingProvider implements MetricProvider {

  @Override
  public String name() {
    return "failing";
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    return new InstrumentResult.Opened(
        new Instrument() {
          @Override
          public Series series(List<String> labelValues) {
            return value -> {
              throw new IllegalStateException("record");
            };
          }

          @Override
          public void forget(List<String> labelValues) {
            throw new IllegalStateException("forget");
          }

          @Override
          public void close() {
            throw new IllegalStateException("close");
          }
        },
        definition.name());
  }
}
