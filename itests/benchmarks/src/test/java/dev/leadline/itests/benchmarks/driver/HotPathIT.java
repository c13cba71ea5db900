package dev.leadline.itests.benchmarks.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The benchmark runs, what it measures counts every call, and no hit allocates. What a hit takes is
 * measured by {@code ./benchmark}, not here: this machine may be busy.
 */
class HotPathIT {

  private static final Path AGENT = Path.of(System.getProperty("leadline.jar"));

  @TempDir private Path directory;

  @Test
  void measuresEveryKindOfMetricAndNoHitAllocates() throws Exception {
    List<Result> results =
        Driver.smoke(
            AGENT,
            directory,
            "^(counter|counter, 1 label \\(String\\), 10|counter, 1 label \\(int\\), 1,000"
                + "|counter, 4 labels .*, 10|gauge|histogram, 1 label, value expression"
                + "|summary, .*|condition (true|false)|sample 100|method_capture, runtime"
                + "|counter, two providers|counter, and OpenTelemetry|counter, 2 threads)$");
    assertThat(results).hasSize(14);
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(result.spread(Round::probedBytes).median())
                    .as(result.scenario().name() + ": bytes per hit")
                    .isLessThan(0.5));
  }
}
