package dev.leadline.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.AnyValue;
import dev.leadline.sdk.tracepoint.Controls;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Stage;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointFormat.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example documents, which come in the dialects that users write, read as expected. */
class Spec2ExamplesTest {
  private final JsonTracepointFormat format = new JsonTracepointFormat();

  @Test
  void readsTheSeedCounterWithItsNestedLabel() {
    Tracepoint tracepoint = only("01-seed-counter");

    assertThat(tracepoint.id()).startsWith("SessionManager-22-");
    assertThat(tracepoint.location())
        .isEqualTo(Location.ofLine("com/acme/web/SessionManager.java", 22));
    assertThat(tracepoint.controls()).isEqualTo(Controls.NONE);
    MetricDeclaration metric = tracepoint.metrics().get(0);
    assertThat(metric.fullName()).isEqualTo("session_created");
    assertThat(metric.type()).isEqualTo(MetricType.COUNTER);
    assertThat(metric.expression()).isEmpty();
    assertThat(metric.labels()).containsExactly(expression("user_id", "user.getId()"));
  }

  @Test
  void readsTheHistogramThatAlwaysFires() {
    Tracepoint tracepoint = only("02-histogram-always");

    assertThat(tracepoint.location())
        .isEqualTo(Location.ofLine("/app/src/main/java/com/acme/web/SessionManager.java", 41));
    assertThat(tracepoint.controls()).isEqualTo(Controls.NONE);
    assertThat(tracepoint.otherArguments()).isEqualTo(Map.of("snapshot", "no_collect"));
    MetricDeclaration metric = tracepoint.metrics().get(0);
    assertThat(metric.type()).isEqualTo(MetricType.HISTOGRAM);
    assertThat(metric.expression())
        .contains("(java.lang.System.currentTimeMillis() - session.getStartTs()) / 1000.0");
    assertThat(metric.help()).contains("Length of a user session");
    assertThat(metric.unit()).contains("seconds");
  }

  @Test
  void readsStaticLabelsWithTheirTypes() {
    Tracepoint tracepoint = only("03-static-labels");

    assertThat(tracepoint.id()).isEqualTo("static-1");
    MetricDeclaration metric = tracepoint.metrics().get(0);
    assertThat(metric.fullName()).isEqualTo("shop_checkout_calls");
    assertThat(metric.labels())
        .containsExactly(
            constant("region", new AnyValue.Text("eu")),
            constant("shard", new AnyValue.Int(5)),
            constant("beta", new AnyValue.Bool(true)),
            constant("ratio", new AnyValue.Real(1.5)),
            constant(
                "tags",
                new AnyValue.Array(List.of(new AnyValue.Text("a"), new AnyValue.Text("b")))),
            constant("empty", new AnyValue.Text("")));
    assertThat(metric.labels())
        .extracting(label -> ((LabelDeclaration.Static) label.source()).value().text())
        .containsExactly("eu", "5", "true", "1.5", "[a, b]", "");
  }

  @Test
  void readsTheGaugeWithConditionAndPeriod() {
    Tracepoint tracepoint = only("04-gauge-condition");

    assertThat(tracepoint.controls().condition()).contains("size > 100");
    assertThat(tracepoint.controls().firePeriod()).isEqualTo(Duration.ofMillis(500));
    assertThat(tracepoint.controls().fireCount()).isEqualTo(Controls.UNLIMITED);
    assertThat(tracepoint.metrics().get(0).type()).isEqualTo(MetricType.GAUGE);
    assertThat(tracepoint.metrics().get(0).unit()).contains("items");
  }

  @Test
  void leavesErrorsInsideExpressionsToTheirLanguage() {
    Tracepoint tracepoint = only("05-errors");

    assertThat(tracepoint.metrics()).hasSize(10);
    assertThat(tracepoint.metrics().get(3).expression()).contains("'12.5'");
    assertThat(tracepoint.metrics().get(9).expression()).contains("-1");
  }

  @Test
  void leavesNameConflictsToTheRegistry() {
    Reading reading = read("06-name-conflict");

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.tracepoints()).extracting(Tracepoint::id).containsExactly("a", "b", "c");
  }

  @Test
  void readsLooseSpellingAndWarnsOfTheUnknownKey() {
    Reading reading = read("07-loose-spelling");

    assertThat(reading.problems()).extracting(Problem::code).containsExactly("TP-010");
    assertThat(reading.problems().get(0).place().pointer()).isEqualTo("/somethingElse");
    assertThat(reading.problems().get(0).place().line()).isEqualTo(6);
    Tracepoint tracepoint = reading.tracepoints().get(0);
    assertThat(tracepoint.id()).isEqualTo("loose");
    assertThat(tracepoint.location().line()).isEqualTo(12);
    assertThat(tracepoint.controls()).isEqualTo(Controls.NONE);
    MetricDeclaration histogram = tracepoint.metrics().get(0);
    assertThat(histogram.fullName()).isEqualTo("loose_hist");
    assertThat(histogram.type()).isEqualTo(MetricType.HISTOGRAM);
    assertThat(histogram.expression()).contains("2.5");
    assertThat(histogram.help()).isEmpty();
    assertThat(histogram.labels())
        .containsExactly(
            constant("a", new AnyValue.Text("plain")),
            constant("b", new AnyValue.Text("nested")),
            expression("c", "this.name"));
    MetricDeclaration summary = tracepoint.metrics().get(1);
    assertThat(summary.type()).isEqualTo(MetricType.SUMMARY);
    assertThat(summary.expression()).contains("ms");
  }

  @Test
  void readsTheMethodCapture() {
    Tracepoint tracepoint = only("08-method-capture");

    assertThat(tracepoint.id()).startsWith("Service-handle-");
    assertThat(tracepoint.location().stage()).isEqualTo(Stage.METHOD_CAPTURE);
    assertThat(tracepoint.location().methodName()).contains("handle");
    assertThat(tracepoint.location().line()).isEqualTo(Location.NO_LINE);
  }

  @Test
  void readsWhatDeepsQueryLanguageMakes() {
    Tracepoint tracepoint = only("09-deepql-shaped");

    assertThat(tracepoint.id()).isEqualTo("4d7c2f7e-0000-4000-8000-000000000009");
    assertThat(tracepoint.controls())
        .isEqualTo(
            new Controls(
                Optional.empty(),
                100,
                Duration.ofSeconds(10),
                1,
                Optional.of(Instant.ofEpochSecond(1795369900)),
                Optional.of(Instant.ofEpochSecond(1797789100))));
    MetricDeclaration metric = tracepoint.metrics().get(0);
    assertThat(metric.fullName()).isEqualTo("src/main/java/com/acme/Foo.java_12");
    assertThat(metric.expression()).contains("1");
    assertThat(metric.unit()).isEmpty();
    assertThat(metric.labels())
        .containsExactly(expression("endpoint", "login"), expression("user", "user.id"));
  }

  @Test
  void readsThePartialPath() {
    Tracepoint tracepoint = only("10-partial-path-inner");

    assertThat(tracepoint.location()).isEqualTo(Location.ofLine("Outer.java", 15));
    assertThat(tracepoint.controls().fireCount()).isEqualTo(2);
    assertThat(tracepoint.metrics().get(0).type()).isEqualTo(MetricType.SUMMARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-seed-counter",
        "02-histogram-always",
        "03-static-labels",
        "04-gauge-condition",
        "05-errors",
        "06-name-conflict",
        "07-loose-spelling",
        "08-method-capture",
        "09-deepql-shaped",
        "10-partial-path-inner"
      })
  void readsItsOwnCanonicalDocumentBackEqualAndWithoutAProblem(String name) {
    List<Tracepoint> tracepoints = read(name).tracepoints();

    Reading again = format.read("again", format.write(tracepoints));

    assertThat(again.tracepoints()).isEqualTo(tracepoints);
    assertThat(again.problems()).isEmpty();
  }

  private Tracepoint only(String name) {
    Reading reading = read(name);
    assertThat(reading.wellFormed()).isTrue();
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.tracepoints()).hasSize(1);
    return reading.tracepoints().get(0);
  }

  private Reading read(String name) {
    String file = "examples/" + name + ".json";
    try (InputStream in = Spec2ExamplesTest.class.getResourceAsStream(file)) {
      return format.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LabelDeclaration expression(String key, String text) {
    return new LabelDeclaration(key, new LabelDeclaration.Expression(text));
  }

  private static LabelDeclaration constant(String key, AnyValue value) {
    return new LabelDeclaration(key, new LabelDeclaration.Static(value));
  }
}
