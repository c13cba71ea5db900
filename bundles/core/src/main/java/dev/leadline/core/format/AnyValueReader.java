package dev.leadline.core.format;

import dev.leadline.core.format.json.JsonValue;
import dev.leadline.core.format.json.JsonValue.ArrayValue;
import dev.leadline.core.format.json.JsonValue.BoolValue;
import dev.leadline.core.format.json.JsonValue.NullValue;
import dev.leadline.core.format.json.JsonValue.NumberValue;
import dev.leadline.core.format.json.JsonValue.ObjectValue;
import dev.leadline.core.format.json.JsonValue.TextValue;
import dev.leadline.core.format.problem.Findings;
import dev.leadline.core.format.problem.ProblemCode;
import dev.leadline.sdk.tracepoint.AnyValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads constants: a bare JSON scalar, or an object in the protobuf mapping of AnyValue. */
final class AnyValueReader {
  static final String STRING = "stringValue";
  static final String BOOL = "boolValue";
  static final String INT = "intValue";
  static final String DOUBLE = "doubleValue";
  static final String BYTES = "bytesValue";
  static final String ARRAY = "arrayValue";
  static final String KEY_VALUES = "kvlistValue";
  static final String VALUES = "values";
  static final String KEY = "key";
  static final String VALUE = "value";

  private static final Vocabulary KINDS =
      Vocabulary.of(
          STRING + "|string_value",
          BOOL + "|bool_value",
          INT + "|int_value",
          DOUBLE + "|double_value",
          BYTES + "|bytes_value",
          ARRAY + "|array_value",
          KEY_VALUES + "|kvlist_value");
  private static final Vocabulary LIST = Vocabulary.of(VALUES);
  private static final Vocabulary ENTRY = Vocabulary.of(KEY, VALUE);

  private final Findings findings;

  AnyValueReader(Findings findings) {
    this.findings = findings;
  }

  Optional<AnyValue> read(JsonValue value) {
    if (value instanceof TextValue text) {
      return Optional.of(new AnyValue.Text(text.text()));
    }
    if (value instanceof BoolValue bool) {
      return Optional.of(new AnyValue.Bool(bool.value()));
    }
    if (value instanceof NumberValue number) {
      return bareNumber(number);
    }
    if (value instanceof ObjectValue object) {
      return typed(object);
    }
    Scalars.wrongKind(
        value,
        "a text, number, boolean or typed value",
        "a list is written { \"arrayValue\": { \"values\": [ .. ] } }",
        findings);
    return Optional.empty();
  }

  private Optional<AnyValue> bareNumber(NumberValue number) {
    boolean integer = number.literal().chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    return integer ? integer(number) : real(number);
  }

  private Optional<AnyValue> typed(ObjectValue object) {
    Fields fields = Fields.of(object, KINDS, findings);
    if (fields.names().size() > 1) {
      bad(object, "a typed value has one type, this has " + String.join(" and ", fields.names()));
      return Optional.empty();
    }
    if (fields.isEmpty()) {
      if (!fields.unknown().isEmpty()) {
        bad(object, "no type that is known is in this value");
        return Optional.empty();
      }
      return Optional.of(new AnyValue.Text(""));
    }
    String kind = fields.names().iterator().next();
    JsonValue value = fields.value(kind).orElseThrow();
    return switch (kind) {
      case STRING -> Scalars.rawText(value, findings).map(AnyValue.Text::new);
      case BOOL -> bool(value);
      case INT -> integer(value);
      case DOUBLE -> real(value);
      case BYTES -> bytes(value);
      case ARRAY -> array(value);
      default -> keyValues(value);
    };
  }

  private void bad(JsonValue value, String message) {
    findings.add(
        ProblemCode.BAD_STATIC_VALUE,
        value.position().place(),
        value.excerpt(),
        message,
        "one of " + String.join(", ", KINDS.names()));
  }

  private Optional<AnyValue> bool(JsonValue value) {
    Optional<Boolean> bool = Scalars.bool(Optional.of(value), findings);
    return required(bool.map(AnyValue.Bool::new), value);
  }

  private Optional<AnyValue> integer(JsonValue value) {
    OptionalLong number =
        Scalars.integer(Optional.of(value), Long.MIN_VALUE, Long.MAX_VALUE, findings);
    return required(
        number.isPresent() ? Optional.of(new AnyValue.Int(number.getAsLong())) : Optional.empty(),
        value);
  }

  /** A blank text is no value where one is required; the scalar readers take it for absent. */
  private Optional<AnyValue> required(Optional<? extends AnyValue> read, JsonValue value) {
    if (read.isEmpty() && value instanceof TextValue text && text.text().isBlank()) {
      bad(value, "the value is blank");
    }
    return read.map(any -> any);
  }

  private Optional<AnyValue> real(JsonValue value) {
    OptionalDouble special = notFinite(value);
    if (special.isPresent()) {
      return Optional.of(new AnyValue.Real(special.getAsDouble()));
    }
    OptionalDouble number = Scalars.real(value, findings);
    return number.isPresent()
        ? Optional.of(new AnyValue.Real(number.getAsDouble()))
        : Optional.empty();
  }

  private static OptionalDouble notFinite(JsonValue value) {
    if (!(value instanceof TextValue text)) {
      return OptionalDouble.empty();
    }
    return switch (text.text().strip()) {
      case "NaN" -> OptionalDouble.of(Double.NaN);
      case "Infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-Infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> OptionalDouble.empty();
    };
  }

  /** Base64 of either alphabet, padded or not, as the protobuf mapping asks of readers. */
  private Optional<AnyValue> bytes(JsonValue value) {
    if (value instanceof TextValue text) {
      String standard = text.text().replace('-', '+').replace('_', '/');
      try {
        return Optional.of(AnyValue.Bytes.of(Base64.getDecoder().decode(standard)));
      } catch (IllegalArgumentException e) {
        findings.add(
            ProblemCode.BAD_BASE64,
            value.position().place(),
            value.excerpt(),
            "this is not base64: " + e.getMessage(),
            "");
        return Optional.empty();
      }
    }
    Scalars.wrongKind(value, "base64 in a text", "", findings);
    return Optional.empty();
  }

  private Optional<AnyValue> array(JsonValue value) {
    Optional<List<JsonValue>> elements = elements(value);
    if (elements.isEmpty()) {
      return Optional.empty();
    }
    List<AnyValue> values = new ArrayList<>();
    elements.get().forEach(element -> this.element(element).ifPresent(values::add));
    return values.size() == elements.get().size()
        ? Optional.of(new AnyValue.Array(values))
        : Optional.empty();
  }

  private Optional<AnyValue> element(JsonValue value) {
    return value instanceof NullValue ? Optional.of(new AnyValue.Text("")) : read(value);
  }

  private Optional<AnyValue> keyValues(JsonValue value) {
    Optional<List<JsonValue>> entries = elements(value);
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Map<String, AnyValue> values = new LinkedHashMap<>();
    boolean complete = true;
    for (JsonValue entry : entries.get()) {
      complete &= entry(entry, values);
    }
    return complete ? Optional.of(new AnyValue.KeyValues(values)) : Optional.empty();
  }

  private boolean entry(JsonValue entry, Map<String, AnyValue> values) {
    if (!(entry instanceof ObjectValue object)) {
      Scalars.wrongKind(entry, "an object with key and value", "", findings);
      return false;
    }
    Fields fields = Fields.of(object, ENTRY, findings);
    Optional<String> key =
        fields.value(KEY).isEmpty()
            ? Optional.of("")
            : Scalars.rawText(fields.value(KEY).get(), findings);
    Optional<AnyValue> value =
        fields.value(VALUE).isEmpty()
            ? Optional.of(new AnyValue.Text(""))
            : read(fields.value(VALUE).get());
    if (key.isEmpty() || value.isEmpty()) {
      return false;
    }
    if (values.put(key.get(), value.get()) != null) {
      findings.add(
          ProblemCode.REPEATED_KEY,
          entry.position().place(),
          key.get(),
          "this key is given twice; the last one counts",
          "");
    }
    return true;
  }

  private Optional<List<JsonValue>> elements(JsonValue value) {
    if (!(value instanceof ObjectValue object)) {
      Scalars.wrongKind(value, "an object with an array `values`", "", findings);
      return Optional.empty();
    }
    Optional<JsonValue> values = Fields.of(object, LIST, findings).value(VALUES);
    if (values.isEmpty()) {
      return Optional.of(List.of());
    }
    if (!(values.get() instanceof ArrayValue array)) {
      Scalars.wrongKind(values.get(), "an array", "", findings);
      return Optional.empty();
    }
    return Optional.of(array.values());
  }
}
