package dev.leadline.shell.tracepoint;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.tracepoint.ProbeStatus;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.text.JsonText;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A tracepoint's status for machines. Fields are added, never renamed. */
final class StatusJson {

  private StatusJson() {}

  static void write(JsonGenerator json, TracepointStatus status) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", status.id());
    json.writeStringField("state", status.state().name());
    json.writeStringField("reason", status.reason());
    json.writeStringField("location", status.tracepoint().location().toString());
    json.writeStringField("stage", status.tracepoint().location().stage().text());
    json.writeStringField("source", status.origin());
    json.writeNumberField("hits", status.hits());
    json.writeNumberField("fires", status.fires());
    json.writeNumberField("recorded", status.recorded());
    json.writeObjectFieldStart("dropped");
    for (Map.Entry<String, Long> drop : status.dropped().entrySet()) {
      json.writeNumberField(drop.getKey(), drop.getValue());
    }
    json.writeEndObject();
    JsonText.array(json, "errors", status.errors(), JsonGenerator::writeString);
    json.writeNumberField("series", status.series());
    if (status.lastHit().isPresent()) {
      json.writeStringField("lastHit", status.lastHit().get().toString());
    }
    JsonText.number(json, "meanNanosPerHit", status.meanNanosPerHit());
    json.writeObjectFieldStart("exposedNames");
    for (Map.Entry<String, List<String>> metric : status.exposedNames().entrySet()) {
      JsonText.array(json, metric.getKey(), metric.getValue(), JsonGenerator::writeString);
    }
    json.writeEndObject();
    JsonText.array(json, "probes", status.probes(), StatusJson::write);
    JsonText.array(json, "problems", status.problems(), JsonText::problem);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ProbeStatus probe) throws IOException {
    json.writeStartObject();
    json.writeStringField("class", probe.className());
    json.writeStringField("method", probe.method());
    json.writeNumberField("line", probe.line());
    json.writeStringField("loader", probe.loader());
    json.writeBooleanField("live", probe.live());
    JsonText.array(json, "variables", probe.variables(), JsonGenerator::writeString);
    json.writeEndObject();
  }
}
