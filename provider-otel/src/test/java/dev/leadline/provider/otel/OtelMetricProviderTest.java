package dev.leadline.provider.otel;

import static dev.leadline.testkit.metric.MetricDefinitions.counter;
import static dev.leadline.testkit.metric.MetricDefinitions.gauge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.core.application.AdapterRegistry;
import dev.leadline.provider.otel.embedded.EmbeddedPipeline;
import dev.leadline.provider.otel.embedded.EmbeddedSettings;
import dev.leadline.provider.otel.pipeline.MetricPipeline;
import dev.leadline.provider.otel.pipeline.PipelineState;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.InstrumentResult.Opened;
import dev.leadline.sdk.metric.InstrumentResult.Refused;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.Standing;
import dev.leadline.testkit.logging.RecordingLogger;
import dev.leadline.testkit.metric.PlainApplicationScope;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which pipeline it is, beyond the contract of all providers. */
class OtelMetricProviderTest {
  private final RecordingLogger log = new RecordingLogger();
  private final AdapterRegistry adapters = new AdapterRegistry((module, packages, to) -> {});
  private final OtelMetricProvider provider = provider(EmbeddedSettings.read(k -> null, k -> null));

  @AfterEach
  void stop() {
    provider.close();
    adapters.close();
  }

  static List<String> versions() {
    return List.of(SdkApplication.TODAY, SdkApplication.OLD);
  }

  @Test
  void hasNoPlaceInAnApplicationWithoutOpenTelemetry() {
    ApplicationScope plain = new PlainApplicationScope();
    assertThat(provider.claim(plain)).isEqualTo(Claim.none("no OTLP endpoint is set"));
    assertThat(refused(counter("orders"), plain)).isEqualTo("no OTLP endpoint is set");
  }

  @Test
  void usesTheAgentsPipelineWhereTheApplicationHasNoneAndTheAgentCollects() {
    ApplicationScope plain = new PlainApplicationScope();
    for (PipelineState state : PipelineState.values()) {
      try (OtelMetricProvider beside =
          new OtelMetricProvider(
              "1",
              new EmbeddedPipeline(EmbeddedSettings.read(k -> null, k -> null), log),
              new Agent(state),
              log)) {
        boolean isUsed = state == PipelineState.COLLECTS;
        assertThat(beside.claim(plain).standing())
            .as(state.name())
            .isEqualTo(isUsed ? Standing.COLLECTED : Standing.NONE);
        InstrumentResult result = beside.open(counter("orders"), plain);
        assertThat(((Refused) result).reason())
            .as(state.name())
            .startsWith(isUsed ? "by the agent's pipeline" : "the OpenTelemetry Java agent ");
      }
    }
  }

  /** One whose pipeline is as a test says. */
  private record Agent(PipelineState state) implements AgentPipeline, MetricPipeline {
    @Override
    public Optional<MetricPipeline> pipeline() {
      return Optional.of(this);
    }

    @Override
    public InstrumentResult open(MetricDefinition definition, String meterVersion) {
      return new Refused("by the agent's pipeline");
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @MethodSource("versions")
  void waitsForTheApplicationToSetItsGlobalAndLeavesItToTheApplication(String version)
      throws Exception {
    try (SdkApplication application = new SdkApplication(version)) {
      ApplicationScope scope = adapters.scopeOf(application.loader());
      assertThat(provider.claim(scope))
          .isEqualTo(
              Claim.none(
                  "the application's OpenTelemetry API is not set; no OTLP endpoint is set"));
      // Had we asked for the global, this would fail: it can be set once.
      application.does("start");
      assertThat(provider.claim(scope).standing()).isEqualTo(Standing.COLLECTED);
      open(gauge("queue"), scope).instrument().series(List.of()).record(2);
      assertThat(application.export().get("queue").numbers()).isEqualTo(Map.of(Map.of(), 2.0));
      application.does("stop");
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void anSdkThatCollectsNoMetricsIsNoPlace(String version) throws Exception {
    for (String how : List.of("start without a reader", "look for the global", "set")) {
      try (SdkApplication application = new SdkApplication(version).does(how)) {
        ApplicationScope scope = adapters.scopeOf(application.loader());
        assertThat(provider.claim(scope).standing()).as(how).isEqualTo(Standing.NONE);
        assertThat(provider.claim(scope).place())
            .as(how)
            .startsWith("the application's OpenTelemetry API ");
      }
    }
  }

  @Test
  void keepsApplicationsApart() throws Exception {
    try (SdkApplication first = new SdkApplication(SdkApplication.TODAY).does("start");
        SdkApplication second = new SdkApplication(SdkApplication.OLD).does("start")) {
      open(counter("hits"), adapters.scopeOf(first.loader()))
          .instrument()
          .series(List.of())
          .record(1);
      open(counter("hits"), adapters.scopeOf(second.loader()))
          .instrument()
          .series(List.of())
          .record(2);
      assertThat(first.export().get("hits").numbers()).isEqualTo(Map.of(Map.of(), 1.0));
      assertThat(second.export().get("hits").numbers()).isEqualTo(Map.of(Map.of(), 2.0));
      first.does("stop");
      second.does("stop");
    }
  }

  @Test
  void letsADroppedApplicationBeCollected() throws Exception {
    WeakReference<ClassLoader> application = useAndDropAnApplication();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              System.gc();
              return application.get() == null;
            });
    assertThat(provider.claim(new PlainApplicationScope()).standing()).isEqualTo(Standing.NONE);
  }

  private WeakReference<ClassLoader> useAndDropAnApplication() throws Exception {
    try (SdkApplication application = new SdkApplication(SdkApplication.TODAY).does("start")) {
      ApplicationScope scope = adapters.scopeOf(application.loader());
      open(counter("closed"), scope).instrument().close();
      // The application may go without anybody having closed this one.
      open(counter("left_open", "kind"), scope).instrument().series(List.of("a")).record(1);
      application.does("stop");
      return new WeakReference<>(application.loader());
    }
  }

  @Test
  void refusesTwoMetricsThatWouldBecomeOne() throws Exception {
    try (SdkApplication application = new SdkApplication(SdkApplication.TODAY).does("start")) {
      ApplicationScope scope = adapters.scopeOf(application.loader());
      open(gauge("Queue:size"), scope);
      assertThat(refused(gauge("queue size"), scope))
          .isEqualTo("Queue_size is there already for the metric \"Queue:size\"");
      application.does("stop");
    }
  }

  @Test
  void aSettingThatIsWrongIsSaidOnceAndPutsNothingElseInDanger() {
    OtelMetricProvider wrong =
        provider(
            new EmbeddedSettings(
                Optional.of("nowhere"),
                Optional.empty(),
                Map.of("otel.exporter.otlp.endpoint", "nowhere")));
    ApplicationScope plain = new PlainApplicationScope();
    for (int i = 0; i < 2; i++) {
      InstrumentResult result = wrong.open(counter("orders"), plain);
      assertThat(((Refused) result).reason())
          .startsWith("the embedded OpenTelemetry SDK cannot start: ")
          .contains("nowhere");
    }
    assertThat(log.lines()).hasSize(1);
    assertThat(wrong.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("OT-001"));
    wrong.close();
  }

  private OtelMetricProvider provider(EmbeddedSettings settings) {
    return new OtelMetricProvider("0", new EmbeddedPipeline(settings, log), new NoAgent(), log);
  }

  private Opened open(MetricDefinition definition, ApplicationScope scope) {
    InstrumentResult result = provider.open(definition, scope);
    assertThat(result).isInstanceOf(Opened.class);
    return (Opened) result;
  }

  private String refused(MetricDefinition definition, ApplicationScope scope) {
    InstrumentResult result = provider.open(definition, scope);
    assertThat(result).isInstanceOf(Refused.class);
    return ((Refused) result).reason();
  }
}
