package dev.leadline.provider.otel.agent;

import dev.leadline.provider.otel.AgentPipeline;
import dev.leadline.provider.otel.pipeline.MetricPipeline;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The OpenTelemetry Java agent keeps its own copy of the API in the boot loader, under other
 * package names. Agents load before an application does, but a later one on the command line comes
 * after this provider; so the answer "no agent" is not kept.
 */
public final class ShadedAgentPipeline implements AgentPipeline {

  /** What the agent puts before the names of the API's packages. */
  static final String PREFIX = "io.opentelemetry.javaagent.shaded.";

  private static final String ADAPTER = "dev.leadline.provider.otel.instrument.GlobalPipeline";

  private final System.Logger log;

  /** Guarded by this, as all that follows. */
  private @Nullable MetricPipeline pipeline;

  private boolean isUnusable;

  public ShadedAgentPipeline(System.Logger log) {
    this.log = log;
  }

  @Override
  public synchronized Optional<MetricPipeline> pipeline() {
    if (pipeline == null && !isUnusable && isPresent()) {
      try {
        pipeline =
            Class.forName(ADAPTER, true, new ShadedApiLoader(getClass().getClassLoader()))
                .asSubclass(MetricPipeline.class)
                .getConstructor()
                .newInstance();
      } catch (ReflectiveOperationException | LinkageError misfit) {
        isUnusable = true;
        log.log(Level.WARNING, "the API of the OpenTelemetry Java agent cannot be used: " + misfit);
      }
    }
    return Optional.ofNullable(pipeline);
  }

  private static boolean isPresent() {
    try {
      Class.forName(PREFIX + "io.opentelemetry.api.GlobalOpenTelemetry", false, null);
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    if (pipeline != null) {
      pipeline.close();
      pipeline = null;
    }
    isUnusable = true;
  }
}
