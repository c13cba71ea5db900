package com.acme.statsd;

import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.problem.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The provider as a service, and the thread that sends.
 *
 * <p>Where to: the system properties {@code statsd.host} and {@code statsd.port}, else the
 * variables {@code STATSD_HOST} and {@code STATSD_PORT}, else 127.0.0.1:8125.
 */
@Component(service = {MetricProvider.class, HealthCheck.class})
public final class StatsdComponent implements MetricProvider, HealthCheck {

  private static final long INTERVAL_SECONDS = 1;

  private final StatsdPackets packets;
  private final StatsdMetricProvider provider;
  private final ScheduledExecutorService sender;

  @Activate
  public StatsdComponent(BundleContext context, @Reference System.Logger log) throws IOException {
    String host = setting(context, "statsd.host", "STATSD_HOST", "127.0.0.1");
    String port = setting(context, "statsd.port", "STATSD_PORT", "8125");
    packets = new StatsdPackets(new InetSocketAddress(host, Integer.parseInt(port)));
    provider = new StatsdMetricProvider(packets);
    // A daemon: a thread of ours must never hold the application's JVM.
    sender =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "statsd-sender");
              thread.setDaemon(true);
              return thread;
            });
    sender.scheduleWithFixedDelay(
        provider::send, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    log.log(System.Logger.Level.INFO, "metrics go to StatsD at " + packets.server());
  }

  private static String setting(
      BundleContext context, String property, String variable, String fallback) {
    String value = context.getProperty(property);
    return value != null ? value : System.getenv().getOrDefault(variable, fallback);
  }

  @Deactivate
  void deactivate() {
    sender.shutdown();
    provider.close();
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
    return provider.open(definition, scope);
  }

  @Override
  public String subject() {
    return "statsd";
  }

  @Override
  public List<Problem> problems() {
    return packets.failure().isEmpty()
        ? List.of()
        : List.of(
            Problem.error(
                "SD-001",
                "nothing reaches StatsD at " + packets.server() + ": " + packets.failure(),
                "look at the host, and at what stands between"));
  }
}
