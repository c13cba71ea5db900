package dev.leadline.shell.tracepoint;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadline.sdk.problem.Place;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Stage;
import dev.leadline.shell.argument.DurationArgument;
import dev.leadline.shell.argument.PlaceArgument;
import dev.leadline.shell.argument.UsageException;
import dev.leadline.shell.text.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tracepoint document that the options of {@code tp:add} stand for. Reading it finds what is
 * wrong with them, as it does for files; {@link #inOptions} says it in the words of the options.
 */
final class AddedDocument {

  private static final Pattern LABEL = Pattern.compile("/metrics/0/labels/(\\d+)(?:/.*)?");

  private final AddArguments given;
  private final PlaceArgument place;
  private final String name;
  private final String id;

  /**
   * @param id of the tracepoint
   */
  private AddedDocument(AddArguments given, PlaceArgument place, String name, String id) {
    this.given = given;
    this.place = place;
    this.name = name;
    this.id = id;
  }

  /**
   * @throws UsageException when these options are no tracepoint
   */
  static AddedDocument of(AddArguments given, IdChoice ids) {
    String where =
        given.place.orElseThrow(
            () -> new UsageException("where is it to be? " + PlaceArgument.FORM));
    PlaceArgument place =
        PlaceArgument.parse(where)
            .orElseThrow(
                () ->
                    new UsageException(
                        "\"" + where + "\" is no place in the code: " + PlaceArgument.FORM));
    String name =
        given.name.orElseThrow(
            () -> new UsageException("what is the metric called? Give a NAME behind " + where));
    return new AddedDocument(given, place, name, given.id.orElseGet(() -> ids.choose(name)));
  }

  /** Chooses an id that is free. */
  @FunctionalInterface
  interface IdChoice {
    String choose(String name);
  }

  String text() {
    return JsonText.of(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("ID", id);
    json.writeStringField("path", place.file());
    if (place.method().isEmpty()) {
      json.writeNumberField("lineNumber", place.line());
    }
    optional(json, "ttl", given.ttl.map(AddedDocument::isoDuration));
    json.writeObjectFieldStart("args");
    optional(json, "method_name", place.method());
    optional(json, "stage", given.stage.map(AddedDocument::stageText));
    optional(json, "condition", given.condition);
    if (given.sample.isPresent()) {
      json.writeNumberField("sample", given.sample.get());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("metrics");
    json.writeStartObject();
    json.writeStringField("name", name);
    optional(json, "type", given.type);
    optional(json, "expression", given.value);
    optional(json, "unit", given.unit);
    optional(json, "help", given.description);
    if (given.buckets.isPresent()) {
      json.writeArrayFieldStart("buckets");
      for (String bound : given.buckets.get().split(",", -1)) {
        json.writeString(bound.strip());
      }
      json.writeEndArray();
    }
    json.writeArrayFieldStart("labels");
    for (String label : given.labels) {
      label(json, "-l", label, "expression");
    }
    for (String label : given.statics) {
      label(json, "-s", label, "static");
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void optional(JsonGenerator json, String field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get());
    }
  }

  private static void label(JsonGenerator json, String option, String label, String field)
      throws IOException {
    int equals = label.indexOf('=');
    if (equals <= 0) {
      throw new UsageException(
          option
              + " "
              + label
              + ": write KEY="
              + (field.equals("static") ? "TEXT" : "EXPR")
              + ", such as "
              + (field.equals("static") ? "region=eu" : "user_id=user.id"));
    }
    json.writeStartObject();
    json.writeStringField("key", label.substring(0, equals));
    json.writeStringField(field, label.substring(equals + 1));
    json.writeEndObject();
  }

  /** People leave out what the place says already: {@code end} of a line or of a method. */
  private static String stageText(String stage) {
    return Stage.ofText(stage).map(Stage::text).orElse(stage);
  }

  private static String isoDuration(String ttl) {
    return DurationArgument.parse(ttl)
        .orElseThrow(
            () ->
                new UsageException(
                    "--ttl " + ttl + " is no length of time: " + DurationArgument.FORM))
        .toString();
  }

  /** The problem, with the option in place of the pointer into the document. */
  Problem inOptions(Problem problem) {
    return problem.at(new Place("", option(problem.place().pointer()), 0, 0));
  }

  private String option(String pointer) {
    Matcher label = LABEL.matcher(pointer);
    if (label.matches()) {
      List<String> all = new ArrayList<>();
      given.labels.forEach(text -> all.add("-l " + text));
      given.statics.forEach(text -> all.add("-s " + text));
      int index = Integer.parseInt(label.group(1));
      return index < all.size() ? all.get(index) : "-l";
    }
    if (pointer.startsWith("/metrics/0/buckets")) {
      return "-b";
    }
    return switch (pointer) {
      case "/ID" -> "--id";
      case "/path" -> "FILE";
      case "/lineNumber" -> "LINE";
      case "/ttl" -> "--ttl";
      case "/args/method_name" -> "METHOD";
      case "/args/stage" -> "--stage";
      case "/args/condition" -> "-c";
      case "/args/sample" -> "--sample";
      case "/metrics/0/name" -> "NAME";
      case "/metrics/0/type" -> "-t";
      case "/metrics/0/expression" -> "-v";
      case "/metrics/0/unit" -> "-u";
      case "/metrics/0/help" -> "-d";
      default -> "";
    };
  }
}
