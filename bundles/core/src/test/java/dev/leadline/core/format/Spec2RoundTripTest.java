package dev.leadline.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointFormat.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever is valid is read back as it was written. A failure names its seed. */
class Spec2RoundTripTest {
  private final JsonTracepointFormat format = new JsonTracepointFormat();

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void readsEveryValidTracepointBackEqual(@ForAll long seed) {
    List<Tracepoint> tracepoints = new RandomTracepoints(seed).tracepoints();

    String written = format.write(tracepoints);
    String carried = new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    Reading reading = format.read("random", carried);

    assertThat(reading.problems()).noneMatch(Problem::isError);
    assertThat(reading.tracepoints()).isEqualTo(tracepoints);
    assertThat(format.write(reading.tracepoints())).isEqualTo(written);
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
  void readsRandomDialectsOfValidTracepointsBackEqual(@ForAll long seed) {
    List<Tracepoint> tracepoints = new RandomTracepoints(seed).tracepoints();

    String dialect = new RandomDialect(seed).of(format.write(tracepoints));
    Reading reading = format.read("random", dialect);

    assertThat(reading.problems()).as(dialect).noneMatch(Problem::isError);
    assertThat(reading.tracepoints()).as(dialect).isEqualTo(tracepoints);
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void derivesIdsThatDoNotDependOnTheDialect(@ForAll long seed) {
    for (Tracepoint tracepoint : new RandomTracepoints(seed).tracepoints()) {
      String canonical =
          format.write(List.of(tracepoint)).replaceFirst("\"ID\": \"(\\\\.|[^\"\\\\])*\",", "");
      String dialect = new RandomDialect(seed).of(canonical);

      Tracepoint first = format.read("canonical", canonical).tracepoints().get(0);
      Tracepoint second = format.read("dialect", dialect).tracepoints().get(0);

      assertThat(second.id()).isEqualTo(first.id()).matches("\\w+-\\w+-[0-9a-f]{10}");
    }
  }
}
