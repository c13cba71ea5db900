package dev.leadline.core.format.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.leadline.core.format.json.JsonValue.ArrayValue;
import dev.leadline.core.format.json.JsonValue.BoolValue;
import dev.leadline.core.format.json.JsonValue.Member;
import dev.leadline.core.format.json.JsonValue.NullValue;
import dev.leadline.core.format.json.JsonValue.NumberValue;
import dev.leadline.core.format.json.JsonValue.ObjectValue;
import dev.leadline.core.format.json.JsonValue.TextValue;

/** Compact JSON of a value, up to a length: a problem shows the start of a value, however large. */
final class JsonRendering {
  private final StringBuilder json = new StringBuilder();
  private final int limit;

  private JsonRendering(int limit) {
    this.limit = limit;
  }

  static String of(JsonValue value, int limit) {
    JsonRendering rendering = new JsonRendering(limit);
    rendering.append(value);
    StringBuilder json = rendering.json;
    return json.length() > limit ? json.substring(0, limit) : json.toString();
  }

  private void append(JsonValue value) {
    if (value instanceof ObjectValue object) {
      append(object);
    } else if (value instanceof ArrayValue array) {
      append(array);
    } else if (value instanceof TextValue text) {
      append(text.text());
    } else if (value instanceof NumberValue number) {
      json.append(number.literal());
    } else if (value instanceof BoolValue bool) {
      json.append(bool.value());
    } else if (value instanceof NullValue) {
      json.append("null");
    }
  }

  private void append(ObjectValue object) {
    json.append('{');
    String separator = "";
    for (Member member : object.members()) {
      if (json.length() > limit) {
        return;
      }
      json.append(separator);
      append(member.key());
      json.append(':');
      append(member.value());
      separator = ",";
    }
    json.append('}');
  }

  private void append(ArrayValue array) {
    json.append('[');
    String separator = "";
    for (JsonValue value : array.values()) {
      if (json.length() > limit) {
        return;
      }
      json.append(separator);
      append(value);
      separator = ",";
    }
    json.append(']');
  }

  private void append(String text) {
    String shown = text.length() > limit ? text.substring(0, limit) : text;
    json.append('"').append(JsonStringEncoder.getInstance().quoteAsString(shown)).append('"');
  }
}
