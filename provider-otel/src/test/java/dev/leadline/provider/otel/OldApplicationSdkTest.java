package dev.leadline.provider.otel;

import static dev.leadline.testkit.metric.MetricDefinitions.gauge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.InstrumentResult.Opened;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract, in an application whose SDK is years old. */
class OldApplicationSdkTest extends ApplicationSdkTck {

  OldApplicationSdkTest() {
    super(SdkApplication.OLD);
  }

  /** Advice came with 1.32. */
  @Override
  public boolean exportsBuckets() {
    return false;
  }

  @Test
  void aGaugeThatHasToBeAsynchronousLeavesWhenItIsClosed() {
    Opened gauge = open(gauge("queue"));
    gauge.instrument().series(List.of()).record(1);
    assertThat(export()).containsOnlyKeys("queue");
    gauge.instrument().close();
    assertThat(export()).isEmpty();
  }
}
