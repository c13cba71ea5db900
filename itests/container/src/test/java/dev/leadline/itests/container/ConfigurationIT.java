package dev.leadline.itests.container;

import static dev.leadline.itests.container.Container.await;
import static dev.leadline.itests.container.Container.context;
import static dev.leadline.itests.container.Container.find;
import static dev.leadline.itests.container.Container.service;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import dev.leadline.sdk.inventory.Inventory;
import dev.leadline.sdk.inventory.ProviderStatus;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.service.cm.ConfigurationAdmin;

/** Components follow their configurations: made, changed, deleted. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ConfigurationIT {

  private final Launcher launcher = new Launcher();

  @Rule public final TemporaryFolder directory = new TemporaryFolder();

  @Configuration
  public Option[] configuration() {
    return options(
        ContainerOptions.distribution(),
        systemPackages("net.bytebuddy.agent", "dev.leadline.bridge"),
        frameworkProperty("leadline.prometheus.port").value("0"));
  }

  @Before
  public void start() throws Exception {
    launcher.start();
    await("the registry", () -> find(TracepointRegistry.class) != null);
  }

  @After
  public void stop() throws Exception {
    launcher.stop();
  }

  private static void configure(String pid, Map<String, ?> values) throws IOException {
    service(ConfigurationAdmin.class).getConfiguration(pid, "?").update(new Hashtable<>(values));
  }

  private static void unconfigure(String pid) throws IOException {
    service(ConfigurationAdmin.class).getConfiguration(pid, "?").delete();
  }

  @Test
  public void readsTracepointsWhereItIsTold() throws Exception {
    String pid = "dev.leadline.source.directory";
    configure(pid, Map.of("tracepoints.dir", tracepoints("first").toString()));
    awaitIds("first");
    configure(pid, Map.of("tracepoints.dir", tracepoints("second").toString()));
    awaitIds("second");
    unconfigure(pid);
    awaitIds();
  }

  private Path tracepoints(String id) throws IOException {
    Path folder = directory.newFolder(id).toPath();
    Files.writeString(
        folder.resolve("a.json"),
        "{ \"ID\": \"%s\", \"path\": \"A.java\", \"lineNumber\": 1, \"metrics\": [ { \"name\": \"m\" } ] }"
            .formatted(id));
    return folder;
  }

  private static void awaitIds(String... ids) throws Exception {
    await(
        "the tracepoints " + List.of(ids),
        () ->
            service(TracepointRegistry.class).statuses().stream()
                .map(status -> status.tracepoint().id())
                .toList()
                .equals(List.of(ids)));
  }

  @Test
  public void movesTheEndpointToAnotherPort() throws Exception {
    String pid = "dev.leadline.provider.prometheus";
    for (int i = 0; i < 2; i++) {
      int port = freePort();
      configure(pid, Map.of("leadline.prometheus.port", port, "leadline.prometheus.start", "boot"));
      await("an answer of port " + port, () -> answers(port));
      await("the provider, once", () -> providers("prometheus").size() == 1);
    }
    unconfigure(pid);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    try {
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static List<ProviderStatus> providers(String name) {
    return service(Inventory.class).providers().stream()
        .filter(provider -> provider.name().equals(name))
        .toList();
  }

  @Test
  public void watchesPluginsWhereItIsTold() throws Exception {
    context()
        .registerService(
            Supplier.class,
            (Supplier<MetricProvider>) () -> new Tally("relay"),
            new Hashtable<>(Map.of("relay", true)));
    String pid = "dev.leadline.plugin.directory";
    Path plugins = directory.newFolder("plugins").toPath();
    try (InputStream jar = HotSwapIT.relay()) {
      Files.copy(jar, plugins.resolve("relay.jar"), StandardCopyOption.REPLACE_EXISTING);
    }
    configure(pid, Map.of("plugins.dir", plugins.toString()));
    await("the plugin's provider", () -> providers("relay").size() == 1);
    assertTrue(
        providers("relay").toString(),
        providers("relay").get(0).bundle().startsWith("com.acme.provider.relay"));
    configure(pid, Map.of("plugins.dir", directory.newFolder("empty").toString()));
    await("the plugin to go", () -> providers("relay").isEmpty());
    configure(pid, Map.of("plugins.dir", plugins.toString()));
    await("the plugin to come back", () -> providers("relay").size() == 1);
    unconfigure(pid);
    await("the plugin to go for good", () -> providers("relay").isEmpty());
    assertEquals(
        List.of(), launcher.log().stream().filter(line -> line.startsWith("ERROR")).toList());
  }
}
