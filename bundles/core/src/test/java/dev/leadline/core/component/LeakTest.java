package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing stays of applications that go, nor of tracepoints that go. */
class LeakTest extends CoreFixture {

  private static final int APPLICATIONS = 200;
  private static final int CYCLES = 1_000;

  @BeforeEach
  void start() {
    start(PLAIN);
  }

  @Test
  void letsTwoHundredDroppedApplicationsBeCollectedWhileTheTracepointStays() throws Exception {
    declare(methodEnd("sales", "Booth.java", "sell", counter("sales", "who", "returned")));
    List<WeakReference<ClassLoader>> dropped = new ArrayList<>();
    for (int i = 0; i < APPLICATIONS; i++) {
      dropped.add(new WeakReference<>(runApplication()));
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(dropped).filteredOn(loader -> loader.get() != null).isEmpty();
            });
    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(core().footprint().classes()).isLessThanOrEqualTo(1);
            });
  }

  /** A class in a loader of its own, instrumented and hit. */
  private ClassLoader runApplication() throws Exception {
    Path classes = Path.of(Booth.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (IsolatedLoader loader = new IsolatedLoader(classes)) {
      Class<?> type = Class.forName(Booth.class.getName(), true, loader);
      var sell = type.getDeclaredMethod("sell", String.class, int.class);
      sell.setAccessible(true);
      double before = total();
      // Until its probe is live; each hit that is recorded counts.
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> {
                sell.invoke(null, "ann", 1);
                return total() > before;
              });
      return loader;
    }
  }

  private double total() {
    return provider.sums().values().stream().mapToDouble(Double::doubleValue).sum();
  }

  @Test
  void keepsNothingOfAThousandTracepointsThatCameAndWent() {
    Shop.sell("ann", 1);
    core()
        .registry()
        .declare(
            "stays", read(methodEnd("stays", "Shop.java", "sell", counter("stays", "amount"))));
    awaitLive("stays");
    Core.Footprint before = core().footprint();
    for (int i = 0; i < CYCLES; i++) {
      declare(methodEnd("goes" + i % 7, "Shop.java", "sell", counter("goes", "who")));
      Shop.sell("ann", 1);
      core().registry().withdraw("test");
      settle();
    }
    assertThat(core().footprint()).isEqualTo(before);
    Shop.sell("ann", 1);
    assertThat(provider.sums()).isEqualTo(java.util.Map.of("stays[1]", CYCLES + 1.0));
    core().registry().withdraw("stays");
    settle();
    assertThat(core().footprint()).isEqualTo(new Core.Footprint(0, 0));
  }
}
