package dev.leadline.shell.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.shop.Orders;
import dev.leadline.bridge.BridgeInstaller;
import dev.leadline.core.component.CoreComponent;
import dev.leadline.core.component.TracepointFormatComponent;
import dev.leadline.core.instrumentation.classfile.ClassFileSummary;
import dev.leadline.expression.groovy.GroovyExpressionLanguage;
import dev.leadline.provider.prometheus.PrometheusMetricProvider;
import dev.leadline.provider.prometheus.endpoint.EndpointSettings;
import dev.leadline.provider.prometheus.endpoint.MetricsEndpoint;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.shell.RecordingConsole;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.ShellCommand;
import dev.leadline.shell.tracepoint.TracepointDirectory;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** The commands on a real core, with Groovy and Prometheus, in this JVM. */
abstract class ShellFixture {

  static final String FILE = "com/acme/shop/Orders.java";
  static final Orders.Customer ANN = new Orders.Customer("ann", "gold");
  static final Orders.Customer BOB = new Orders.Customer("bob", "free");

  private static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();

  @TempDir Path directory;

  final Orders orders = new Orders();
  final List<HealthCheck> checks = new CopyOnWriteArrayList<>();
  CoreComponent core;
  ExpressionLanguage groovy;
  MetricProvider prometheus;
  RecordingConsole console;
  private CommandFactory factory;

  @BeforeEach
  void startCore() throws ReflectiveOperationException {
    orders.place(ANN, List.of());
    BridgeInstaller.install(INSTRUMENTATION);
    // Here the core is in the application's own loader: what looks at classes that load is loaded
    // before it looks.
    ClassFileSummary.read(new byte[0]);
    core = new CoreComponent(context(), INSTRUMENTATION, new QuietLogger());
    groovy = new GroovyExpressionLanguage();
    CollectorRegistry registry = new CollectorRegistry();
    prometheus =
        new PrometheusMetricProvider(
            registry,
            new MetricsEndpoint(
                new EndpointSettings("127.0.0.1", 0, Optional.empty(), Duration.ofMillis(50)),
                registry,
                new QuietLogger()),
            new QuietLogger());
    call("addProvider", MetricProvider.class, prometheus);
    call("addLanguage", ExpressionLanguage.class, groovy);
    TracepointFormatComponent format = new TracepointFormatComponent();
    factory =
        new CommandFactory(
            new CommandFactory.Services(
                core,
                format,
                core,
                core,
                new TracepointDirectory(Optional.of(directory.resolve("tracepoints")), format),
                checks));
  }

  @AfterEach
  void stopCore() throws ReflectiveOperationException {
    Method deactivate = CoreComponent.class.getDeclaredMethod("deactivate");
    deactivate.setAccessible(true);
    deactivate.invoke(core);
  }

  /** Declarative Services calls these, whatever their access. */
  final void call(String method, Class<?> type, Object argument)
      throws ReflectiveOperationException {
    Method bind = CoreComponent.class.getDeclaredMethod(method, type);
    bind.setAccessible(true);
    bind.invoke(core, argument);
  }

  private static BundleContext context() {
    return (BundleContext)
        Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getProperty")) {
                // Leadline's own metrics come within a second, so a list of all metrics would be
                // one before and another after. They are tested in the core and in whole JVMs.
                return "leadline.metrics.self".equals(arguments[0]) ? "false" : null;
              }
              throw new UnsupportedOperationException(method.toString());
            });
  }

  /** Runs a command; what it writes is in {@link #console}. */
  final int run(String... words) {
    console = new RecordingConsole(directory);
    return runOn(console, words);
  }

  final int runOn(RecordingConsole on, String... words) {
    console = on;
    List<String> all = List.of(words);
    try {
      return factory.create(all.get(0)).run(on, all.subList(1, all.size()));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What it writes, when it does what it was asked for. */
  final List<String> out(String... words) {
    int status = run(words);
    assertThat(console.errLines()).isEmpty();
    assertThat(status).isEqualTo(ShellCommand.OK);
    return console.outLines();
  }

  /** What it complains of. */
  final List<String> err(int status, String... words) {
    assertThat(run(words)).isEqualTo(status);
    return console.errLines();
  }

  final List<String> complete(String... words) {
    List<String> all = List.of(words);
    return factory.create(all.get(0)).complete(all.subList(1, all.size())).stream()
        .map(Candidate::value)
        .toList();
  }

  /** The marked line of the application, as commands take it. */
  static String at(String marker) {
    return FILE + ":" + line(marker);
  }

  static int line(String marker) {
    try {
      List<String> lines = Files.readAllLines(Path.of("src/test/java", FILE));
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).endsWith("// " + marker)) {
          return i + 1;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("no line is marked " + marker);
  }

  /** Figures of time and cost differ from run to run. */
  static String steady(String line) {
    return line.replaceAll("\\d[\\d.,]* (ns|µs|ms) per hit", Matcher.quoteReplacement("T per hit"))
        .replaceAll("the last \\d[\\d.]* \\w+ ago", "the last T ago");
  }
}
