package dev.leadline.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Prints JSON for machines. */
final class JsonOutput {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonOutput() {}

  /** Writes the fields of an object, or the elements of an array. */
  interface Content {
    void write(JsonGenerator generator) throws IOException;
  }

  /** Prints an object. */
  static void print(PrintWriter out, Content fields) throws IOException {
    printAny(
        out,
        generator -> {
          generator.writeStartObject();
          fields.write(generator);
          generator.writeEndObject();
        });
  }

  /** Prints an array. */
  static void printArray(PrintWriter out, Content elements) throws IOException {
    printAny(
        out,
        generator -> {
          generator.writeStartArray();
          elements.write(generator);
          generator.writeEndArray();
        });
  }

  private static void printAny(PrintWriter out, Content content) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      generator.setPrettyPrinter(new DefaultPrettyPrinter());
      content.write(generator);
    }
    out.println(text);
  }
}
