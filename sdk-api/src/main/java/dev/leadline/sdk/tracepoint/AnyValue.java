package dev.leadline.sdk.tracepoint;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A constant of a tracepoint document, typed as the user wrote it (OTLP's {@code AnyValue}). */
public sealed interface AnyValue {

  /** As label text: {@code 5}, {@code true}, {@code 1.5}, {@code [a, b]}, {@code {k=v}}. */
  String text();

  record Text(String value) implements AnyValue {
    public Text {
      requireNonNull(value, "value");
    }

    @Override
    public String text() {
      return value;
    }
  }

  record Bool(boolean value) implements AnyValue {
    @Override
    public String text() {
      return Boolean.toString(value);
    }
  }

  record Int(long value) implements AnyValue {
    @Override
    public String text() {
      return Long.toString(value);
    }
  }

  record Real(double value) implements AnyValue {
    @Override
    public String text() {
      return Double.toString(value);
    }
  }

  /** Its text is the base64 of the bytes. */
  record Bytes(List<Byte> value) implements AnyValue {
    public Bytes {
      value = List.copyOf(value);
    }

    /** Copies the bytes. */
    public static Bytes of(byte[] bytes) {
      Byte[] boxed = new Byte[bytes.length];
      Arrays.setAll(boxed, i -> bytes[i]);
      return new Bytes(List.of(boxed));
    }

    @Override
    public String text() {
      byte[] bytes = new byte[value.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = value.get(i);
      }
      return Base64.getEncoder().encodeToString(bytes);
    }
  }

  record Array(List<AnyValue> values) implements AnyValue {
    public Array {
      values = List.copyOf(values);
    }

    @Override
    public String text() {
      return values.stream().map(AnyValue::text).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** Keeps the order of the document. */
  record KeyValues(Map<String, AnyValue> values) implements AnyValue {
    public KeyValues {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public String text() {
      return values.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + entry.getValue().text())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }
}
