package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.application.LoaderName;
import dev.leadline.sdk.tracepoint.ProbeStatus;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SPEC 1: what the words stand for, in what a status and a provider show. */
class Spec1WordsTest extends CoreFixture {

  @Test
  void aProbeIsOneTracepointAtOnePointOfOneLoadedClass() throws Exception {
    start(PLAIN);
    int line = lineOf("Booth.java", "sell");
    declare(
        "["
            + atLine("one", "Booth.java", line, counter("one"))
            + ", "
            + atLine("two", "Booth.java", line, counter("two"), counter("three"))
            + "]");
    settle();
    try (IsolatedLoader first = loader();
        IsolatedLoader second = loader()) {
      for (IsolatedLoader loader : List.of(first, second)) {
        Class.forName(Booth.class.getName(), true, loader);
        for (String id : List.of("one", "two")) {
          awaitStatus(id, status -> loader.hasLive(status.probes()));
          List<ProbeStatus> here =
              status(id).probes().stream()
                  .filter(probe -> probe.loader().equals(LoaderName.of(loader)))
                  .toList();
          assertThat(here)
              .singleElement()
              .satisfies(
                  probe -> {
                    assertThat(probe.className()).isEqualTo(Booth.class.getName());
                    assertThat(probe.line()).isEqualTo(line);
                  });
        }
      }
    }
  }

  @Test
  void anInstrumentHasASeriesForEachSetOfLabelValues() throws Exception {
    start(PLAIN);
    declare(atLine("sale", "Booth.java", lineOf("Booth.java", "sell"), counter("sales", "who")));
    settle();
    try (IsolatedLoader loader = loader()) {
      Class<?> type = Class.forName(Booth.class.getName(), true, loader);
      awaitStatus("sale", status -> loader.hasLive(status.probes()));
      settle();
      Method sell = type.getDeclaredMethod("sell", String.class, int.class);
      sell.setAccessible(true);
      for (String who : List.of("ann", "bob", "ann")) {
        sell.invoke(null, who, 1);
      }
      assertThat(provider.sums()).isEqualTo(Map.of("sales[ann]", 2.0, "sales[bob]", 1.0));
      assertThat(status("sale").series()).isEqualTo(2);
    }
  }

  private static IsolatedLoader loader() throws Exception {
    return new IsolatedLoader(
        Path.of(Booth.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
  }
}
