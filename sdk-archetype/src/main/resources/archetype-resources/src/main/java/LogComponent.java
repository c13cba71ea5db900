package ${package};

import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The provider as a service, for as long as its bundle runs; writes to Leadline's log. */
@Component
public final class LogComponent implements MetricProvider {

  private static final long INTERVAL_SECONDS = 10;

  private final LogMetricProvider provider = new LogMetricProvider();
  private final ScheduledExecutorService writer;

  @Activate
  public LogComponent(@Reference System.Logger log) {
    // A daemon: a thread of ours must never hold the application's JVM.
    writer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "log-provider");
              thread.setDaemon(true);
              return thread;
            });
    writer.scheduleWithFixedDelay(
        () -> write(log), INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
  }

  private void write(System.Logger log) {
    provider
        .readings()
        .forEach(
            (definition, series) ->
                series.forEach(
                    reading ->
                        log.log(System.Logger.Level.INFO, definition.name() + " " + reading)));
  }

  @Deactivate
  void deactivate() {
    writer.shutdownNow();
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    return provider.open(definition, scope);
  }
}
