package dev.leadline.source.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.core.format.JsonTracepointFormat;
import dev.leadline.testkit.logging.RecordingLogger;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

class DirectorySourceComponentTest {
  private static final String TRACEPOINT =
      "{\"ID\":\"%s\",\"path\":\"A.java\",\"lineNumber\":1,\"metrics\":[{\"name\":\"m\"}]}";

  @TempDir private Path directory;

  private final RecordingRegistry registry = new RecordingRegistry();
  private final RecordingLogger log = new RecordingLogger();

  @Test
  void hasDeclaredWhatIsThereWhenItsActivationReturns() throws IOException {
    Files.writeString(directory.resolve("a.json"), TRACEPOINT.formatted("a"));

    DirectorySourceComponent component = activate(directory.toString(), Map.of());

    assertThat(registry.ids()).isEqualTo(Map.of("file:a.json", List.of("a")));
    component.deactivate();
  }

  @Test
  void takesUpChangesByItselfAndWithdrawsWhenItIsDeactivated() throws IOException {
    DirectorySourceComponent component = activate(directory.toString(), Map.of());
    Path file = directory.resolve("a.json");

    Files.writeString(file, TRACEPOINT.formatted("a"));
    awaitIds(Map.of("file:a.json", List.of("a")));
    Files.writeString(file, TRACEPOINT.formatted("b"));
    awaitIds(Map.of("file:a.json", List.of("b")));
    Files.delete(file);
    awaitIds(Map.of());
    Files.writeString(file, TRACEPOINT.formatted("c"));
    awaitIds(Map.of("file:a.json", List.of("c")));

    component.deactivate();
    assertThat(registry.ids()).isEmpty();
  }

  /** Two looks at most: a deletion, half a file and a renamed file want to be seen twice. */
  @Test
  void leavesTimeForTwoLooksWithinTwoSeconds() {
    assertThat(DirectorySourceComponent.INTERVAL.multipliedBy(3)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void prefersItsConfigurationToTheFrameworkProperty() throws IOException {
    Files.writeString(directory.resolve("a.json"), TRACEPOINT.formatted("a"));

    DirectorySourceComponent component =
        activate("/nowhere", Map.of("tracepoints.dir", directory.toString()));

    assertThat(registry.ids()).containsKey("file:a.json");
    component.deactivate();
  }

  @Test
  void doesNothingWithoutADirectory() {
    DirectorySourceComponent component = activate(null, Map.of());

    component.deactivate();

    assertThat(registry.calls).isEmpty();
    assertThat(log.take()).containsExactly("INFO no tracepoint directory is set");
  }

  private void awaitIds(Map<String, List<String>> ids) {
    await().atMost(Duration.ofSeconds(30)).until(() -> registry.ids().equals(ids));
  }

  private DirectorySourceComponent activate(
      @Nullable String property, Map<String, Object> configuration) {
    BundleContext context =
        (BundleContext)
            Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("getProperty");
                  assertThat(arguments[0]).isEqualTo("leadline.tracepoints.dir");
                  return property;
                });
    return new DirectorySourceComponent(
        context, configuration, new JsonTracepointFormat(), registry, null, log);
  }
}
