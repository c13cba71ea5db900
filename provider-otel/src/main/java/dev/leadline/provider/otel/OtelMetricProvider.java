package dev.leadline.provider.otel;

import static java.util.Objects.requireNonNull;

import dev.leadline.provider.otel.embedded.EmbeddedPipeline;
import dev.leadline.provider.otel.pipeline.MetricPipeline;
import dev.leadline.provider.otel.pipeline.PipelineState;
import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.metric.AdapterDescriptor;
import dev.leadline.sdk.metric.AdapterException;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Claim;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Standing;
import dev.leadline.sdk.problem.Problem;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Feeds the OpenTelemetry pipeline that is there: the application's own {@code
 * GlobalOpenTelemetry}, else that of the OpenTelemetry Java agent, else an embedded SDK where an
 * OTLP endpoint is set. Where there is none of them, it has no place and opens nothing.
 */
public final class OtelMetricProvider implements MetricProvider, HealthCheck, AutoCloseable {

  private static final Set<String> DESTINATIONS = Set.of("opentelemetry");

  /** How an application's copy of the API is fed. */
  private static final AdapterDescriptor<MetricPipeline> API =
      new AdapterDescriptor<>(
          MetricPipeline.class,
          "dev.leadline.provider.otel.instrument.GlobalPipeline",
          "io.opentelemetry.api.GlobalOpenTelemetry",
          List.of("io.opentelemetry.api", "io.opentelemetry.context"));

  /** A server that redeploys for years must not fill our memory with what we told it. */
  private static final int MOST_MISFITS = 100;

  private final String version;
  private final EmbeddedPipeline embedded;
  private final AgentPipeline agent;
  private final System.Logger log;

  /** Held weakly, as they belong to the applications. Guarded by itself. */
  private final Set<MetricPipeline> applicationPipelines =
      Collections.newSetFromMap(new WeakHashMap<>());

  /** What was logged, so that a hundred tracepoints do not repeat it. Guarded by itself. */
  private final Set<String> misfits = new HashSet<>();

  private volatile boolean closed;

  /**
   * A provider that is ready for use.
   *
   * @param version of the meter {@code leadline}
   * @param embedded closed with this provider
   */
  public OtelMetricProvider(
      String version, EmbeddedPipeline embedded, AgentPipeline agent, System.Logger log) {
    this.version = requireNonNull(version, "version");
    this.embedded = requireNonNull(embedded, "embedded");
    this.agent = requireNonNull(agent, "agent");
    this.log = requireNonNull(log, "log");
  }

  @Override
  public String name() {
    return "otel";
  }

  @Override
  public Claim claim(ApplicationScope scope) {
    return choose(scope).claim();
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    if (closed) {
      return new InstrumentResult.Refused("the OpenTelemetry provider is stopped");
    }
    Choice choice = choose(scope);
    if (choice.pipeline().isEmpty()) {
      return new InstrumentResult.Refused(choice.claim().place());
    }
    try {
      return choice.pipeline().get().open(definition, version);
    } catch (LinkageError e) {
      return new InstrumentResult.Refused("this OpenTelemetry API cannot be used: " + e);
    }
  }

  /** A pipeline, none where there is no place, and what is to be said for it. */
  private record Choice(Optional<MetricPipeline> pipeline, Claim claim) {}

  private Choice choose(ApplicationScope scope) {
    List<String> reasons = new ArrayList<>();
    Optional<MetricPipeline> own = applicationPipeline(scope);
    if (own.isPresent() && collects(own.get(), "the application's OpenTelemetry API", reasons)) {
      return collected(own.get(), "the application's OpenTelemetry");
    }
    Optional<MetricPipeline> ofAgent = agent.pipeline();
    if (ofAgent.isPresent() && collects(ofAgent.get(), "the OpenTelemetry Java agent", reasons)) {
      return collected(ofAgent.get(), "the OpenTelemetry Java agent");
    }
    if (embedded.state() == PipelineState.COLLECTS) {
      return new Choice(
          Optional.of(embedded), new Claim(Standing.OWN, DESTINATIONS, embedded.place()));
    }
    reasons.add(embedded.place());
    return new Choice(Optional.empty(), Claim.none(String.join("; ", reasons)));
  }

  private static Choice collected(MetricPipeline pipeline, String place) {
    return new Choice(Optional.of(pipeline), new Claim(Standing.COLLECTED, DESTINATIONS, place));
  }

  private boolean collects(MetricPipeline pipeline, String whose, List<String> reasons) {
    PipelineState state;
    try {
      state = pipeline.state();
    } catch (LinkageError | IllegalStateException misfit) {
      tellMisfit(whose + " cannot be used: " + misfit);
      return false;
    }
    switch (state) {
      case UNSET -> reasons.add(whose + " is not set");
      case NOBODY_READS -> reasons.add(whose + " collects no metrics");
      case COLLECTS -> {}
    }
    return state == PipelineState.COLLECTS;
  }

  private Optional<MetricPipeline> applicationPipeline(ApplicationScope scope) {
    try {
      Optional<MetricPipeline> pipeline = scope.adapt(API);
      synchronized (applicationPipelines) {
        pipeline.ifPresent(applicationPipelines::add);
      }
      return pipeline;
    } catch (AdapterException misfit) {
      tellMisfit("the application's OpenTelemetry API cannot be used: " + misfit.getMessage());
      return Optional.empty();
    }
  }

  private void tellMisfit(String line) {
    synchronized (misfits) {
      if (misfits.size() < MOST_MISFITS && misfits.add(line)) {
        log.log(Level.WARNING, line);
      }
    }
  }

  @Override
  public String subject() {
    return "otel";
  }

  @Override
  public List<Problem> problems() {
    return embedded.problems();
  }

  /** Lets go of every instrument, and exports a last time where the SDK is the embedded one. */
  @Override
  public void close() {
    closed = true;
    List<MetricPipeline> pipelines;
    synchronized (applicationPipelines) {
      pipelines = new ArrayList<>(applicationPipelines);
    }
    pipelines.forEach(MetricPipeline::close);
    agent.close();
    embedded.close();
  }
}
