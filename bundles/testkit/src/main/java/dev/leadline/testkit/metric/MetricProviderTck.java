package dev.leadline.testkit.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.MetricDefinition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/**
 * What every metric provider has to do. Extend it, give it a provider and a way to read back what
 * the provider exports, and run it.
 *
 * <pre>{@code
 * class StatsdMetricProviderTest extends MetricProviderTck {
 *   private final StatsdListener listener = new StatsdListener();
 *   private final StatsdMetricProvider provider = new StatsdMetricProvider(listener.address());
 *
 *   @Override public MetricProvider provider() { return provider; }
 *   @Override public Map<String, ExportedMetric> export() { return listener.metrics(); }
 *   @Override public boolean removesClosedMetrics() { return false; } // StatsD cannot
 * }
 * }</pre>
 *
 * <p>JUnit makes a new instance of the test for each test method, and with it a new provider.
 */
public abstract class MetricProviderTck
    implements RecordingContract, NamingContract, LifeCycleContract, HotPathContract {
  private final List<Instrument> opened = new ArrayList<>();
  private final ApplicationScope plainScope = new PlainApplicationScope();

  /** By default an application without any vendor library. */
  @Override
  public ApplicationScope scope() {
    return plainScope;
  }

  @Override
  public final Opened open(MetricDefinition definition) {
    InstrumentResult result = provider().open(definition, scope());
    assertThat(result).as("opening %s", definition).isInstanceOf(Opened.class);
    Opened metric = (Opened) result;
    opened.add(metric.instrument());
    return metric;
  }

  @AfterEach
  void closeWhatIsOpen() {
    opened.forEach(Instrument::close);
  }
}
