package dev.leadline.itests.container;

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Series;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * A provider that keeps sums in memory, for as long as the instruments are open. One metric may be
 * open for several applications at once.
 */
final class Ledger implements MetricProvider {

  private final List<Page> open = new CopyOnWriteArrayList<>();

  /** A metric in one application. */
  private record Page(String metric, Map<List<String>, DoubleAdder> sums) {}

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    if (definition.name().startsWith("leadline_")) {
      return new InstrumentResult.Refused("only what is declared");
    }
    Page page = new Page(definition.name(), new ConcurrentHashMap<>());
    open.add(page);
    return new InstrumentResult.Opened(
        new Instrument() {
          @Override
          public Series series(List<String> labelValues) {
            return page.sums().computeIfAbsent(labelValues, key -> new DoubleAdder())::add;
          }

          @Override
          public void close() {
            open.removeIf(other -> other == page);
          }
        },
        definition.name());
  }

  /** {@code metric[label values]} to sum. */
  Map<String, Double> sums() {
    Map<String, Double> all = new TreeMap<>();
    for (Page page : open) {
      page.sums()
          .forEach((labels, sum) -> all.merge(page.metric() + labels, sum.sum(), Double::sum));
    }
    return all;
  }
}
