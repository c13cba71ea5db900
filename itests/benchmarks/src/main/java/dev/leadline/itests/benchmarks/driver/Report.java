package dev.leadline.itests.benchmarks.driver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.itests.benchmarks.driver.Result.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Results for people and for programs. */
final class Report {

  private Report() {}

  static String header() {
    return """
    | scenario | by hand ns | B | probe ns (min to max) | B | ratio (min to max) | target |
    |---|---|---|---|---|---|---|""";
  }

  /** One line of the table. */
  static String line(Result result) {
    Spread hand = result.spread(Round::handCost);
    Spread probe = result.spread(Round::probeCost);
    Spread ratio = result.spread(Round::ratio);
    Scenario.Target target = result.scenario().target();
    String goal =
        Double.isNaN(target.most())
            ? ""
            : format(
                "%s%s%s",
                plain(target.most()),
                target.isRatio() ? "" : " ns",
                result.isReached() ? "" : " **missed**");
    return format(
        "| %s | %s | %s | %.1f (%.1f to %.1f) | %.0f | %s | %s |",
        result.scenario().name(),
        result.hasHand() ? format("%.1f", hand.median()) : "",
        result.hasHand() ? format("%.0f", result.spread(Round::handBytes).median()) : "",
        probe.median(),
        probe.min(),
        probe.max(),
        result.spread(Round::probedBytes).median(),
        result.hasHand()
            ? format("%.2f (%.2f to %.2f)", ratio.median(), ratio.min(), ratio.max())
            : "",
        goal);
  }

  static void writeJson(Path file, String jvm, List<Result> results) throws IOException {
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(file.toFile(), com.fasterxml.jackson.core.JsonEncoding.UTF8)
            .useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("jvm", jvm);
      json.writeArrayFieldStart("results");
      for (Result result : results) {
        json.writeStartObject();
        json.writeStringField("scenario", result.scenario().name());
        write(json, "plainNanos", result.spread(Round::plain));
        write(json, "handNanos", result.spread(Round::handCost));
        write(json, "probeNanos", result.spread(Round::probeCost));
        write(json, "handBytes", result.spread(Round::handBytes));
        write(json, "probeBytes", result.spread(Round::probedBytes));
        if (result.hasHand()) {
          write(json, "ratio", result.spread(Round::ratio));
        }
        json.writeBooleanField("reached", result.isReached());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, String name, Spread spread) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("min", spread.min());
    json.writeNumberField("median", spread.median());
    json.writeNumberField("max", spread.max());
    json.writeEndObject();
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
