package dev.leadline.shell.metric;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.inventory.MetricStatus;
import dev.leadline.sdk.metric.SeriesReading;
import dev.leadline.shell.text.JsonText;
import java.io.IOException;
import java.util.Map;

/** A metric for machines. Fields are added, never renamed. */
final class MetricJson {

  private MetricJson() {}

  /** The fields of a metric but its values, into an object that is open. */
  static void writeHead(JsonGenerator json, MetricStatus metric) throws IOException {
    json.writeStringField("name", metric.definition().name());
    json.writeStringField("type", metric.definition().type().name());
    json.writeStringField("unit", metric.definition().unit());
    json.writeStringField("help", metric.definition().help());
    JsonText.array(json, "labels", metric.definition().labelNames(), JsonGenerator::writeString);
    json.writeStringField("application", metric.application());
    JsonText.array(json, "tracepoints", metric.tracepoints(), JsonGenerator::writeString);
    json.writeObjectFieldStart("exposedNames");
    for (Map.Entry<String, String> name : metric.exposedNames().entrySet()) {
      json.writeStringField(name.getKey(), name.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("seriesCount", metric.seriesCount());
  }

  /** One series. */
  static void writeSeries(JsonGenerator json, SeriesReading series) throws IOException {
    json.writeStartObject();
    JsonText.array(json, "labelValues", series.labelValues(), JsonGenerator::writeString);
    if (series instanceof SeriesReading.Scalar scalar) {
      JsonText.number(json, "value", scalar.value());
    } else if (series instanceof SeriesReading.Distribution distribution) {
      json.writeNumberField("count", distribution.count());
      JsonText.number(json, "sum", distribution.sum());
      json.writeObjectFieldStart("buckets");
      for (Map.Entry<Double, Long> bucket : distribution.buckets().entrySet()) {
        json.writeNumberField(bucket.getKey().toString(), bucket.getValue());
      }
      json.writeEndObject();
      json.writeObjectFieldStart("quantiles");
      for (Map.Entry<Double, Double> quantile : distribution.quantiles().entrySet()) {
        JsonText.number(json, quantile.getKey().toString(), quantile.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
