package dev.leadline.core.format.json;

import dev.leadline.sdk.problem.Problem;
import java.util.List;

/** A value of a document, as written there: numbers keep their digits, objects their order. */
public sealed interface JsonValue {

  Position position();

  /** For messages: {@code an object}. */
  String kind();

  /** Compact JSON of the whole value. */
  default String toJson() {
    return JsonRendering.of(this, Integer.MAX_VALUE);
  }

  /** The beginning of the value as JSON, long enough for a {@link Problem}. */
  default String excerpt() {
    return JsonRendering.of(this, Problem.MAX_VALUE_LENGTH + 1);
  }

  /**
   * Keys and values.
   *
   * @param members as written, repeated keys included
   */
  record ObjectValue(Position position, List<Member> members) implements JsonValue {
    public ObjectValue {
      members = List.copyOf(members);
    }

    @Override
    public String kind() {
      return "an object";
    }
  }

  /**
   * A key with its value.
   *
   * @param keyPosition of the key; that of the value is in the value
   */
  record Member(Position keyPosition, String key, JsonValue value) {}

  record ArrayValue(Position position, List<JsonValue> values) implements JsonValue {
    public ArrayValue {
      values = List.copyOf(values);
    }

    @Override
    public String kind() {
      return "an array";
    }
  }

  record TextValue(Position position, String text) implements JsonValue {
    @Override
    public String kind() {
      return "a text";
    }
  }

  /**
   * A number, not yet looked at.
   *
   * @param literal the digits as written, so that nothing is rounded before it is known what the
   *     number is for
   */
  record NumberValue(Position position, String literal) implements JsonValue {
    @Override
    public String kind() {
      return "a number";
    }
  }

  record BoolValue(Position position, boolean value) implements JsonValue {
    @Override
    public String kind() {
      return "a boolean";
    }
  }

  record NullValue(Position position) implements JsonValue {
    @Override
    public String kind() {
      return "null";
    }
  }
}
