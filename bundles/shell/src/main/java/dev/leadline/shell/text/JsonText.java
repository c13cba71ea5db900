package dev.leadline.shell.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.shell.command.Console;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** JSON for machines: one document, indented, with a line break at its end. */
public final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Writes a document into the generator. */
  @FunctionalInterface
  public interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** The document as text. */
  public static String of(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      content.writeTo(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** Writes the document to where results go. */
  public static void print(Console console, Content content) {
    console.out().println(of(content));
  }

  /** An array, one element for each item. */
  public static <T> void array(JsonGenerator json, String field, List<T> items, Element<T> element)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (T item : items) {
      element.write(json, item);
    }
    json.writeEndArray();
  }

  /** Writes one element. */
  @FunctionalInterface
  public interface Element<T> {
    void write(JsonGenerator json, T item) throws IOException;
  }

  /** A number, or the text {@code NaN}, {@code Infinity} where JSON has none. */
  public static void number(JsonGenerator json, String field, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(field, value);
    } else {
      json.writeStringField(field, Double.toString(value));
    }
  }

  /** A problem, with all its parts. */
  public static void problem(JsonGenerator json, Problem problem) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", problem.code());
    json.writeStringField("severity", problem.severity().name());
    json.writeStringField("place", problem.place().toString());
    json.writeStringField("value", problem.value());
    json.writeStringField("message", problem.message());
    json.writeStringField("hint", problem.hint());
    json.writeEndObject();
  }
}
