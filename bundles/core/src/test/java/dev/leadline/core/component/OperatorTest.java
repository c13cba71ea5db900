package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.inventory.LanguageStatus;
import dev.leadline.sdk.inventory.MetricStatus;
import dev.leadline.sdk.inventory.ProviderStatus;
import dev.leadline.sdk.inventory.ServiceState;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.TracepointState;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person at a shell asks for, whoever declared the tracepoint. */
class OperatorTest extends CoreFixture {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @BeforeEach
  void startPlain() {
    Kiosk.sell("loaded", 1);
    start(PLAIN);
  }

  private void declareSales(String id, String more) {
    declare(
        tracepoint(
            id,
            "Kiosk.java",
            more + "\"lineNumber\": " + lineOf("Kiosk.java", "sell"),
            counter("sales_" + id, "who")));
  }

  @Test
  void waitsUntilADeclarationIsCarriedOut() throws InterruptedException {
    declareSales("a", "");

    assertThat(core().registry().await(PATIENCE)).isTrue();

    assertThat(status("a").state()).isEqualTo(TracepointState.INSTALLED);
    assertThat(status("a").probes()).singleElement().matches(probe -> probe.live());
  }

  @Test
  void switchesOffAndOnWithoutLosingSeries() throws InterruptedException {
    declareSales("a", "");
    core().registry().await(PATIENCE);
    Kiosk.sell("ann", 1);

    assertThat(core().registry().setEnabled("a", false)).isTrue();
    core().registry().await(PATIENCE);
    Kiosk.sell("ann", 1);

    assertThat(status("a").state()).isEqualTo(TracepointState.PAUSED);
    assertThat(status("a").reason()).isEqualTo("it was switched off by hand");
    assertThat(status("a").hits()).isEqualTo(1);
    assertThat(provider.sums()).containsEntry("sales_a[ann]", 1.0);

    core().registry().setEnabled("a", true);
    core().registry().await(PATIENCE);
    Kiosk.sell("ann", 1);

    assertThat(status("a").hits()).isEqualTo(2);
    assertThat(provider.sums()).containsEntry("sales_a[ann]", 2.0);
  }

  @Test
  void switchesOnWhatIsDeclaredAsDisabled() throws InterruptedException {
    declareSales("a", "\"enabled\": false, ");
    core().registry().await(PATIENCE);
    assertThat(status("a").reason()).isEqualTo("it is disabled");

    core().registry().setEnabled("a", true);
    core().registry().await(PATIENCE);
    Kiosk.sell("ann", 1);
    assertThat(status("a").hits()).isEqualTo(1);

    core().registry().setEnabled("a", false);
    core().registry().await(PATIENCE);
    Kiosk.sell("ann", 1);
    assertThat(status("a").hits()).isEqualTo(1);
    assertThat(core().footprint().classes()).isZero();
  }

  @Test
  void removesOneOfAnOrigin() throws InterruptedException {
    declare(
        "["
            + tracepoint("a", "Kiosk.java", "\"lineNumber\": 1", counter("m"))
            + ", "
            + tracepoint("b", "Kiosk.java", "\"lineNumber\": 1", counter("n"))
            + "]");

    assertThat(core().registry().remove("a")).isTrue();
    assertThat(core().registry().remove("a")).isFalse();
    assertThat(core().registry().setEnabled("a", true)).isFalse();

    assertThat(core().registry().statuses()).extracting(status -> status.id()).containsExactly("b");
  }

  @Test
  void checksADeclarationWithoutDeclaringIt() {
    declareSales("a", "");

    assertThat(
            core()
                .registry()
                .check(
                    "shell",
                    read(tracepoint("a", "Kiosk.java", "\"lineNumber\": 1", counter("free")))))
        .extracting(Problem::code)
        .containsExactly("RG-001");
    assertThat(
            core()
                .registry()
                .check(
                    "shell",
                    read(tracepoint("b", "Kiosk.java", "\"lineNumber\": 1", counter("sales_a")))))
        .extracting(Problem::code)
        .containsExactly("MC-002");
    assertThat(
            core()
                .registry()
                .check(
                    "test",
                    read(tracepoint("a", "Kiosk.java", "\"lineNumber\": 1", counter("sales_a")))))
        .isEmpty();
    assertThat(core().registry().statuses()).hasSize(1);
  }

  @Test
  void listsWhatIsPresent() throws InterruptedException {
    core().add(new NameLanguage());
    declareSales("a", "");
    core().registry().await(PATIENCE);
    Kiosk.sell("ann", 1);

    assertThat(core().inventory().providers())
        .containsExactly(
            new ProviderStatus(
                "memory", RecordingProvider.class.getName(), ServiceState.ACTIVE, "", 1, 0));
    assertThat(core().inventory().languages())
        .containsExactly(
            new LanguageStatus("name", NameLanguage.class.getName(), ServiceState.ACTIVE, "", 1),
            new LanguageStatus(
                "name",
                NameLanguage.class.getName(),
                ServiceState.IGNORED,
                "there is another language of this name, which came first",
                0));
    assertThat(core().inventory().metrics())
        .singleElement()
        .satisfies(
            metric -> {
              assertThat(metric.definition().name()).isEqualTo("sales_a");
              assertThat(metric.application()).isEqualTo("app");
              assertThat(metric.tracepoints()).containsExactly("a");
              assertThat(metric.exposedNames()).containsEntry("memory", "sales_a");
              assertThat(metric.seriesCount()).isEqualTo(1);
            });

    core().registry().remove("a");
    core().registry().await(PATIENCE);
    assertThat(core().inventory().metrics()).extracting(MetricStatus::definition).isEmpty();
  }
}
