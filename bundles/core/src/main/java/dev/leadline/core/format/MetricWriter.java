package dev.leadline.core.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.tracepoint.AnyValue;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Writes metrics with their labels; constants always with their type. */
final class MetricWriter {
  private final JsonGenerator json;

  MetricWriter(JsonGenerator json) {
    this.json = json;
  }

  void write(MetricDeclaration metric) throws IOException {
    json.writeStartObject();
    json.writeStringField(MetricReader.NAME, metric.name());
    json.writeStringField(MetricReader.TYPE, metric.type().name());
    text(MetricReader.UNIT, metric.unit());
    text(MetricReader.HELP, metric.help());
    text(MetricReader.NAMESPACE, metric.namespace());
    text(MetricReader.EXPRESSION, metric.expression().map(ExpressionText::write));
    text(MetricReader.LANGUAGE, metric.language());
    if (!metric.labels().isEmpty()) {
      json.writeArrayFieldStart(MetricReader.LABELS);
      for (LabelDeclaration label : metric.labels()) {
        write(label);
      }
      json.writeEndArray();
    }
    if (!metric.buckets().isEmpty()) {
      json.writeArrayFieldStart(MetricReader.BUCKETS);
      for (double bound : metric.buckets()) {
        json.writeNumber(bound);
      }
      json.writeEndArray();
    }
    if (!metric.quantiles().isEmpty()) {
      json.writeObjectFieldStart(MetricReader.QUANTILES);
      for (Map.Entry<Double, Double> quantile : metric.quantiles().entrySet()) {
        json.writeNumberField(quantile.getKey().toString(), quantile.getValue());
      }
      json.writeEndObject();
    }
    if (metric.maxSeries().isPresent()) {
      json.writeNumberField(MetricReader.MAX_SERIES, metric.maxSeries().getAsInt());
    }
    json.writeEndObject();
  }

  private void write(LabelDeclaration label) throws IOException {
    json.writeStartObject();
    json.writeStringField(LabelReader.KEY, label.key());
    if (label.source() instanceof LabelDeclaration.Expression expression) {
      json.writeStringField(LabelReader.EXPRESSION, ExpressionText.write(expression.text()));
    } else if (label.source() instanceof LabelDeclaration.Static constant) {
      json.writeFieldName(LabelReader.STATIC);
      write(constant.value());
    }
    json.writeEndObject();
  }

  private void write(AnyValue value) throws IOException {
    json.writeStartObject();
    if (value instanceof AnyValue.Text text) {
      json.writeStringField(AnyValueReader.STRING, text.value());
    } else if (value instanceof AnyValue.Bool bool) {
      json.writeBooleanField(AnyValueReader.BOOL, bool.value());
    } else if (value instanceof AnyValue.Int integer) {
      json.writeStringField(AnyValueReader.INT, Long.toString(integer.value()));
    } else if (value instanceof AnyValue.Real real) {
      write(real.value());
    } else if (value instanceof AnyValue.Bytes bytes) {
      json.writeStringField(AnyValueReader.BYTES, bytes.text());
    } else if (value instanceof AnyValue.Array array) {
      json.writeObjectFieldStart(AnyValueReader.ARRAY);
      json.writeArrayFieldStart(AnyValueReader.VALUES);
      for (AnyValue element : array.values()) {
        write(element);
      }
      json.writeEndArray();
      json.writeEndObject();
    } else if (value instanceof AnyValue.KeyValues entries) {
      write(entries);
    }
    json.writeEndObject();
  }

  private void write(double real) throws IOException {
    if (Double.isFinite(real)) {
      json.writeNumberField(AnyValueReader.DOUBLE, real);
    } else {
      json.writeStringField(AnyValueReader.DOUBLE, Double.toString(real));
    }
  }

  private void write(AnyValue.KeyValues entries) throws IOException {
    json.writeObjectFieldStart(AnyValueReader.KEY_VALUES);
    json.writeArrayFieldStart(AnyValueReader.VALUES);
    for (Map.Entry<String, AnyValue> entry : entries.values().entrySet()) {
      json.writeStartObject();
      json.writeStringField(AnyValueReader.KEY, entry.getKey());
      json.writeFieldName(AnyValueReader.VALUE);
      write(entry.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void text(String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }
}
