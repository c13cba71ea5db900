package dev.leadline.core.format.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.leadline.core.format.json.JsonValue.ArrayValue;
import dev.leadline.core.format.json.JsonValue.BoolValue;
import dev.leadline.core.format.json.JsonValue.Member;
import dev.leadline.core.format.json.JsonValue.NullValue;
import dev.leadline.core.format.json.JsonValue.NumberValue;
import dev.leadline.core.format.json.JsonValue.ObjectValue;
import dev.leadline.core.format.json.JsonValue.TextValue;
import dev.leadline.core.format.problem.Findings;
import dev.leadline.core.format.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses a document within limits. What is not JSON (RFC 8259) is one error and no value: comments,
 * trailing commas, single quotes and bare {@code NaN} are refused, since Deep's own reader would
 * refuse them too, each with a hint. A leading byte order mark is skipped.
 */
public final class JsonDocumentParser {

  /** Largest document, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1 << 20;

  /** Deepest nesting of arrays and objects. */
  public static final int MAX_DEPTH = 64;

  /** Most values in a document; keeps the memory of a hostile one in bounds. */
  public static final int MAX_VALUES = 100_000;

  /** Longest key. */
  public static final int MAX_KEY_LENGTH = 256;

  // No interned names and no buffers kept on the caller's threads: this runs in somebody's JVM.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH + 1)
                  .maxNameLength(MAX_BYTES)
                  .maxNumberLength(MAX_BYTES)
                  .maxStringLength(MAX_BYTES)
                  .build())
          .build();

  private final JsonParser json;
  private final Findings findings;
  private int values;

  private JsonDocumentParser(JsonParser json, Findings findings) {
    this.json = json;
    this.findings = findings;
  }

  /**
   * The document's outermost value; empty when there is an error, which is then in the findings.
   */
  public static Optional<JsonValue> parse(String text, Findings findings) {
    String document = text.startsWith("\ufeff") ? text.substring(1) : text;
    if (document.length() > MAX_BYTES || utf8Length(document) > MAX_BYTES) {
      refuse(
          findings,
          ProblemCode.DOCUMENT_TOO_LARGE,
          "the document is larger than " + MAX_BYTES + " bytes",
          "spread its tracepoints over several documents");
      return Optional.empty();
    }
    if (document.isBlank()) {
      refuse(
          findings,
          ProblemCode.EMPTY_DOCUMENT,
          "the document is empty",
          "for no tracepoint at all write []");
      return Optional.empty();
    }
    try (JsonParser json = FACTORY.createParser(document)) {
      return new JsonDocumentParser(json, findings).document(document);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
  }

  private static void refuse(Findings findings, ProblemCode code, String message, String hint) {
    findings.add(code, new Position(null, "", 1, 1).place(), "", message, hint);
  }

  private Optional<JsonValue> document(String text) throws IOException {
    try {
      json.nextToken();
      JsonValue root = value(null, "", 1);
      checkEnd();
      return Optional.of(root);
    } catch (Refusal refusal) {
      findings.add(refusal.code, refusal.position.place(), "", refusal.description, refusal.hint);
      return Optional.empty();
    } catch (JacksonException e) {
      SyntaxError error = SyntaxError.of(text, json, e);
      findings.add(
          ProblemCode.NOT_JSON, error.place(), error.value(), error.message(), error.hint());
      return Optional.empty();
    }
  }

  private void checkEnd() throws IOException, Refusal {
    JsonLocation end;
    try {
      if (json.nextToken() == null) {
        return;
      }
      end = json.currentTokenLocation();
    } catch (JacksonException e) {
      end = e.getLocation() == null ? json.currentLocation() : e.getLocation();
    }
    throw new Refusal(
        ProblemCode.TEXT_AFTER_DOCUMENT,
        new Position(null, "", Math.max(1, end.getLineNr()), Math.max(1, end.getColumnNr())),
        "the document goes on after its end",
        "several tracepoints are written as an array: [ {..}, {..} ]");
  }

  private JsonValue value(@Nullable Position parent, String token, int depth)
      throws IOException, Refusal {
    Position position = here(parent, token);
    if (++values > MAX_VALUES) {
      throw new Refusal(
          ProblemCode.TOO_MANY_VALUES,
          position,
          "the document has more than " + MAX_VALUES + " values",
          "spread its tracepoints over several documents");
    }
    JsonToken kind = json.currentToken();
    return switch (kind) {
      case START_OBJECT -> object(position, depth);
      case START_ARRAY -> array(position, depth);
      case VALUE_STRING -> new TextValue(position, checked(json.getText(), position));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NumberValue(position, json.getText());
      case VALUE_TRUE -> new BoolValue(position, true);
      case VALUE_FALSE -> new BoolValue(position, false);
      case VALUE_NULL -> new NullValue(position);
      default -> throw new IllegalStateException("no value starts with " + kind);
    };
  }

  private ObjectValue object(Position position, int depth) throws IOException, Refusal {
    checkDepth(position, depth);
    List<Member> members = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      if (key.length() > MAX_KEY_LENGTH) {
        throw new Refusal(
            ProblemCode.KEY_TOO_LONG,
            here(position, key.substring(0, MAX_KEY_LENGTH)),
            "a key is longer than " + MAX_KEY_LENGTH + " characters",
            "long texts belong into values");
      }
      key = checkedKey(key, position);
      Position keyPosition = here(position, key);
      json.nextToken();
      members.add(new Member(keyPosition, key, value(position, key, depth + 1)));
    }
    return new ObjectValue(position, members);
  }

  private ArrayValue array(Position position, int depth) throws IOException, Refusal {
    checkDepth(position, depth);
    List<JsonValue> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(position, Integer.toString(elements.size()), depth + 1));
    }
    return new ArrayValue(position, elements);
  }

  private static void checkDepth(Position position, int depth) throws Refusal {
    if (depth > MAX_DEPTH) {
      throw new Refusal(
          ProblemCode.NESTED_TOO_DEEP,
          position,
          "the document is nested deeper than " + MAX_DEPTH + " levels",
          "no tracepoint needs that; look for brackets that are not closed");
    }
  }

  private Position here(@Nullable Position parent, String token) {
    JsonLocation location = json.currentTokenLocation();
    return new Position(parent, token, location.getLineNr(), location.getColumnNr());
  }

  private String checked(String text, Position position) {
    if (Surrogates.indexOfUnpaired(text) >= 0) {
      reportBroken(position);
    }
    return text;
  }

  /** Keys lose what is no character: written back as an escape, the parser would refuse it. */
  private String checkedKey(String key, Position object) {
    if (Surrogates.indexOfUnpaired(key) < 0) {
      return key;
    }
    String whole = Surrogates.replaceUnpaired(key);
    reportBroken(here(object, whole));
    return whole;
  }

  private void reportBroken(Position position) {
    findings.add(
        ProblemCode.BROKEN_CHARACTER,
        position.place(),
        "",
        "half of a surrogate pair stands alone in the text",
        "backends will show another character in its place");
  }

  private static int utf8Length(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        bytes += 1; // two units of a pair make four bytes
      } else if (c >= 0x800) {
        bytes += 2;
      } else if (c >= 0x80) {
        bytes += 1;
      }
    }
    return bytes;
  }

  /** Ends the parsing; never leaves this class. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final ProblemCode code;
    private final transient Position position;
    private final String description;
    private final String hint;

    Refusal(ProblemCode code, Position position, String description, String hint) {
      super(description, null, false, false);
      this.code = code;
      this.position = position;
      this.description = description;
      this.hint = hint;
    }
  }
}
