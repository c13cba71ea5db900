package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.tracepoint.Budget;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is seen of a class's first moments, when the tracepoint was there before it. */
class StartUpTest extends CoreFixture {

  private static final Core.Settings WAITING =
      new Core.Settings(
          "", false, false, false, Budget.UNLIMITED, List.of(), true, Optional.empty());

  @Test
  void countsTheHitsThatComeBeforeTheProbeIsLive() throws Exception {
    start(PLAIN);
    declareSale();
    settle();
    CountDownLatch goOn = new CountDownLatch(1);
    try (IsolatedLoader loader = loader()) {
      core().afterAll(() -> awaitQuietly(goOn));
      Method sell = sell(loader);
      for (int i = 0; i < 3; i++) {
        sell.invoke(null, "early", 1);
      }
      assertThat(provider.sums()).isEmpty();
      goOn.countDown();
      awaitStatus("sale", status -> loader.hasLive(status.probes()));
      settle();
      sell.invoke(null, "late", 1);
      assertThat(provider.sums()).isEqualTo(Map.of("sales[late]", 1.0));
      assertThat(status("sale").hits()).isEqualTo(4);
      assertThat(status("sale").fires()).isEqualTo(1);
      assertThat(status("sale").recorded()).isEqualTo(1);
      assertThat(status("sale").dropped()).isEqualTo(Map.of("not_live", 3L));
    } finally {
      goOn.countDown();
    }
  }

  @Test
  void recordsTheVeryFirstHitWhenTheApplicationWaits() throws Exception {
    start(WAITING);
    declareSale();
    // As whoever declares does before main runs.
    core().waitIfAsked();
    try (IsolatedLoader loader = loader()) {
      sell(loader).invoke(null, "first", 1);
      assertThat(provider.sums()).isEqualTo(Map.of("sales[first]", 1.0));
      assertThat(status("sale").dropped()).isEmpty();
    }
  }

  private void declareSale() {
    declare(atLine("sale", "Shop.java", lineOf("Shop.java", "sell"), counter("sales", "who")));
  }

  private static IsolatedLoader loader() throws Exception {
    return new IsolatedLoader(
        Path.of(Shop.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
  }

  private static Method sell(IsolatedLoader loader) throws Exception {
    Method sell =
        Class.forName(Shop.class.getName(), true, loader)
            .getDeclaredMethod("sell", String.class, int.class);
    sell.setAccessible(true);
    return sell;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
