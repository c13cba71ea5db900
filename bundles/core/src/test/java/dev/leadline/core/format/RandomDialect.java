package dev.leadline.core.format;

import dev.leadline.core.format.json.JsonDocumentParser;
import dev.leadline.core.format.json.JsonValue;
import dev.leadline.core.format.json.JsonValue.ArrayValue;
import dev.leadline.core.format.json.JsonValue.Member;
import dev.leadline.core.format.json.JsonValue.NumberValue;
import dev.leadline.core.format.json.JsonValue.ObjectValue;
import dev.leadline.core.format.json.JsonValue.TextValue;
import dev.leadline.core.format.problem.Findings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a canonical document as somebody else might have: same meaning, other words. */
final class RandomDialect {
  private static final Map<String, List<String>> SPELLINGS =
      Map.of(
          "ID", List.of("ID", "id"),
          "lineNumber", List.of("lineNumber", "line_number"),
          "sourceLine", List.of("sourceLine", "source_line"),
          "maxSeries", List.of("maxSeries", "max_series"),
          "labelExpressions", List.of("labelExpressions", "label_expressions", "labels"),
          "stringValue", List.of("stringValue", "string_value"),
          "arrayValue", List.of("arrayValue", "array_value"),
          "kvlistValue", List.of("kvlistValue", "kvlist_value"),
          "doubleValue", List.of("doubleValue", "double_value"));

  private static final List<String> TYPES = List.of("COUNTER", "GAUGE", "HISTOGRAM", "SUMMARY");

  private final Random random;

  RandomDialect(long seed) {
    random = new Random(seed);
  }

  String of(String canonical) {
    JsonValue root = JsonDocumentParser.parse(canonical, new Findings("")).orElseThrow();
    List<JsonValue> tracepoints = root instanceof ArrayValue array ? array.values() : List.of(root);
    String list =
        tracepoints.stream()
            .map(this::tracepoint)
            .collect(Collectors.joining(space() + ",", "[", "]"));
    return switch (random.nextInt(6)) {
      case 0 -> "{ \"tracepoints\": " + list + "}";
      case 1 -> "{ \"response_type\": 1, \"response\" : " + list + " }";
      case 2 -> "\ufeff" + list;
      case 3 -> tracepoints.size() == 1 ? list.substring(1, list.length() - 1) : list;
      case 4 ->
          tracepoints.size() == 1
              ? "{\"tracepoint\":" + list.substring(1, list.length() - 1) + "}"
              : list;
      default -> list;
    };
  }

  private String tracepoint(JsonValue value) {
    return object(
        value,
        member ->
            switch (member.key()) {
              case "lineNumber" -> number(((NumberValue) member.value()).literal());
              case "args" -> object(member.value(), this::argument);
              case "metrics" -> array(member.value(), this::metric);
              case "enabled" -> chance() ? "false" : "\"FALSE\"";
              case "watches", "targeting" -> member.value().toJson();
              default -> string(member.value());
            });
  }

  private String argument(Member member) {
    String text = ((TextValue) member.value()).text();
    if (member.key().equals("condition")) {
      return expression(text);
    }
    if (member.key().equals("stage")) {
      return quoted(chance() ? text.toUpperCase(Locale.ROOT) : text);
    }
    boolean bare = text.matches("-?(0|[1-9][0-9]*)|true|false");
    return bare && chance() ? text : quoted(text);
  }

  private String metric(JsonValue value) {
    return object(
        value,
        member ->
            switch (member.key()) {
              case "type" -> type(((TextValue) member.value()).text());
              case "expression" -> expression(((TextValue) member.value()).text());
              case "labelExpressions" -> array(member.value(), this::label);
              case "buckets" -> array(member.value(), bound -> number(bound.toJson()));
              case "quantiles" ->
                  object(member.value(), quantile -> number(quantile.value().toJson()));
              case "maxSeries" -> number(member.value().toJson());
              default -> string(member.value());
            });
  }

  private String type(String name) {
    return switch (random.nextInt(4)) {
      case 0 -> Integer.toString(TYPES.indexOf(name));
      case 1 -> quoted(name.toLowerCase(Locale.ROOT));
      case 2 -> quoted(name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT));
      default -> quoted(name);
    };
  }

  private String label(JsonValue value) {
    List<Member> members = ((ObjectValue) value).members();
    String key = string(members.get(0).value());
    Member source = members.get(1);
    String text =
        source.key().equals("expression")
            ? "\"expression\":" + expression(((TextValue) source.value()).text())
            : "\"static\":" + constant(source.value());
    if (chance()) {
      text = "\"value\":" + space() + "{" + text + "}";
    }
    return chance()
        ? "{\"key\":" + key + "," + text + "}"
        : "{" + text + space() + ", \"key\": " + key + "}";
  }

  private String constant(JsonValue value) {
    Member kind = ((ObjectValue) value).members().get(0);
    return switch (kind.key()) {
      case "stringValue" -> chance() ? string(kind.value()) : typed(kind, string(kind.value()));
      case "boolValue" -> chance() ? kind.value().toJson() : typed(kind, kind.value().toJson());
      case "intValue" -> {
        String digits = ((TextValue) kind.value()).text();
        yield chance() ? digits : typed(kind, number(digits));
      }
      case "arrayValue", "kvlistValue" -> typed(kind, object(kind.value(), this::elements));
      default -> typed(kind, kind.value().toJson());
    };
  }

  private String elements(Member values) {
    return array(
        values.value(),
        element -> {
          List<Member> members = ((ObjectValue) element).members();
          boolean entry = members.get(0).key().equals("key");
          return entry
              ? "{\"key\":"
                  + string(members.get(0).value())
                  + ",\"value\":"
                  + constant(members.get(1).value())
                  + "}"
              : constant(element);
        });
  }

  private String typed(Member kind, String value) {
    return "{" + quoted(spelling(kind.key())) + ":" + value + "}";
  }

  /** With braces around it where these are understood to be no part of it. */
  private String expression(String text) {
    String wrapped = "{" + text + "}";
    boolean can =
        ExpressionText.read(text).equals(text) && ExpressionText.read(wrapped).equals(text);
    return quoted(can && chance() ? wrapped : text);
  }

  private String number(String digits) {
    return chance() ? digits : quoted(chance() ? digits : " " + digits + " ");
  }

  private String object(JsonValue value, Function<Member, String> member) {
    List<String> members = new ArrayList<>();
    for (Member each : ((ObjectValue) value).members()) {
      members.add(quoted(spelling(each.key())) + space() + ":" + space() + member.apply(each));
    }
    Collections.shuffle(members, random);
    return members.stream()
        .collect(Collectors.joining("," + space(), "{" + space(), space() + "}"));
  }

  private String array(JsonValue value, Function<JsonValue, String> element) {
    return ((ArrayValue) value)
        .values().stream()
            .map(element)
            .collect(Collectors.joining(space() + ",", "[" + space(), "]"));
  }

  private String spelling(String key) {
    List<String> spellings = SPELLINGS.getOrDefault(key, List.of(key));
    return spellings.get(random.nextInt(spellings.size()));
  }

  private String string(JsonValue value) {
    return quoted(((TextValue) value).text());
  }

  private String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    boolean escapeAll = random.nextInt(8) == 0;
    for (char c : text.toCharArray()) {
      if (escapeAll || c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private String space() {
    return List.of("", " ", "\n", "\r\n\t").get(random.nextInt(4));
  }

  private boolean chance() {
    return random.nextBoolean();
  }
}
