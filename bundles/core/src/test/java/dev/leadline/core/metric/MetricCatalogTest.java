package dev.leadline.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.metric.MetricCatalog.Admission;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.tracepoint.AnyValue;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricCatalogTest {

  private final MetricCatalog catalog = new MetricCatalog("");

  @Test
  void sharesOneDefinitionAmongThoseThatAgree() {
    MetricDefinition first = admitted("a", metric("jobs", MetricType.COUNTER, "first", "kind"));
    MetricDefinition second = admitted("b", metric("jobs", MetricType.COUNTER, "second", "kind"));
    assertThat(second).isEqualTo(first);
    assertThat(second.help()).isEqualTo("first");
  }

  @Test
  void reportsAnotherTypeOnTheLaterOne() {
    MetricDefinition first = admitted("a", metric("jobs", MetricType.COUNTER, "first"));
    assertThat(conflict("b", metric("jobs", MetricType.GAUGE, ""))).isEqualTo("MC-001");
    assertThat(admitted("c", metric("jobs", MetricType.COUNTER, ""))).isEqualTo(first);
  }

  @Test
  void reportsOtherLabelsOnTheLaterOne() {
    admitted("a", metric("jobs", MetricType.COUNTER, "", "x", "y"));
    assertThat(conflict("b", metric("jobs", MetricType.COUNTER, "", "y", "x"))).isEqualTo("MC-002");
  }

  @Test
  void takesNamesThatNoBackendTellsApartForOne() {
    admitted("a", metric("jobs_total", MetricType.COUNTER, ""));
    assertThat(conflict("c", metric("jobs", MetricType.GAUGE, ""))).isEqualTo("MC-001");
    admitted("a", metric("my.jobs", MetricType.COUNTER, ""));
    assertThat(conflict("d", metric("my_jobs", MetricType.GAUGE, ""))).isEqualTo("MC-001");
  }

  @Test
  void forgetsAMetricWithItsLastUser() {
    admitted("a", metric("jobs", MetricType.COUNTER, ""));
    admitted("b", metric("jobs", MetricType.COUNTER, ""));
    catalog.withdraw("a");
    assertThat(conflict("c", metric("jobs", MetricType.GAUGE, ""))).isEqualTo("MC-001");
    catalog.withdraw("b");
    admitted("c", metric("jobs", MetricType.GAUGE, ""));
  }

  @Test
  void putsTheNamespaceBeforeNamesThatHaveNone() {
    MetricCatalog named = new MetricCatalog("acme");
    assertThat(named.definition(metric("jobs", MetricType.COUNTER, "")).name())
        .isEqualTo("acme_jobs");
    MetricDeclaration own =
        new MetricDeclaration(
            "jobs",
            MetricType.COUNTER,
            Optional.empty(),
            Optional.of("shop"),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            new TreeMap<>(),
            OptionalInt.empty(),
            Optional.empty());
    assertThat(named.definition(own).name()).isEqualTo("shop_jobs");
  }

  private MetricDefinition admitted(String tracepoint, MetricDeclaration metric) {
    Admission admission = catalog.admit(tracepoint, metric);
    assertThat(admission).isInstanceOf(Admission.Admitted.class);
    return ((Admission.Admitted) admission).definition();
  }

  private String conflict(String tracepoint, MetricDeclaration metric) {
    Admission admission = catalog.admit(tracepoint, metric);
    assertThat(admission).isInstanceOf(Admission.Conflict.class);
    return ((Admission.Conflict) admission).problem().code();
  }

  private static MetricDeclaration metric(
      String name, MetricType type, String help, String... labels) {
    return new MetricDeclaration(
        name,
        type,
        Optional.empty(),
        Optional.empty(),
        Optional.of(help).filter(text -> !text.isEmpty()),
        Optional.empty(),
        Stream.of(labels)
            .map(
                key ->
                    new LabelDeclaration(key, new LabelDeclaration.Static(new AnyValue.Text("v"))))
            .toList(),
        List.of(),
        new TreeMap<>(),
        OptionalInt.empty(),
        Optional.empty());
  }
}
