package dev.leadline.core.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.Separators;
import dev.leadline.core.format.json.Surrogates;
import dev.leadline.sdk.tracepoint.Controls;
import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.Stage;
import dev.leadline.sdk.tracepoint.Tracepoint;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the canonical document, in the protobuf mapping to JSON: what has its default is left out,
 * arguments are texts.
 */
final class TracepointWriter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build();

  private final JsonGenerator json;
  private final MetricWriter metrics;

  private TracepointWriter(JsonGenerator json) {
    this.json = json;
    this.metrics = new MetricWriter(json);
  }

  static String write(Tracepoint tracepoint) {
    return write(List.of(tracepoint));
  }

  static String write(List<Tracepoint> tracepoints) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setPrettyPrinter(prettyPrinter());
      TracepointWriter writer = new TracepointWriter(json);
      if (tracepoints.size() == 1) {
        writer.tracepoint(tracepoints.get(0));
      } else {
        json.writeStartArray();
        for (Tracepoint tracepoint : tracepoints) {
          writer.tracepoint(tracepoint);
        }
        json.writeEndArray();
      }
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be written", e);
    }
    return Surrogates.escapeUnpaired(text.toString());
  }

  /** Line feeds on every system: the text is also what stable ids are made of. */
  private static DefaultPrettyPrinter prettyPrinter() {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withRootSeparator("");
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(separators).withObjectIndenter(lines).withArrayIndenter(lines);
  }

  private void tracepoint(Tracepoint tracepoint) throws IOException {
    Map<String, String> arguments = new TreeMap<>(tracepoint.otherArguments());
    Optional<String> watches = structure(arguments, ArgumentsReader.WATCHES);
    Optional<String> targeting = structure(arguments, ArgumentsReader.TARGETING);
    Location location = tracepoint.location();
    addTo(arguments, location);
    addTo(arguments, tracepoint.controls());

    json.writeStartObject();
    json.writeStringField(TracepointReader.ID, tracepoint.id());
    text(TracepointReader.DESCRIPTION, tracepoint.description());
    json.writeStringField(TracepointReader.PATH, location.path());
    if (location.line() != Location.NO_LINE) {
      json.writeNumberField(TracepointReader.LINE, location.line());
    }
    text(TracepointReader.SOURCE_LINE, tracepoint.sourceLine());
    if (!tracepoint.enabled()) {
      json.writeBooleanField(TracepointReader.ENABLED, false);
    }
    if (!tracepoint.language().equals(Tracepoint.DEFAULT_LANGUAGE)) {
      json.writeStringField(TracepointReader.LANGUAGE, tracepoint.language());
    }
    text(TracepointReader.TTL, tracepoint.ttl().map(Object::toString));
    if (!arguments.isEmpty()) {
      json.writeObjectFieldStart(TracepointReader.ARGUMENTS);
      for (Map.Entry<String, String> argument : arguments.entrySet()) {
        json.writeStringField(argument.getKey(), argument.getValue());
      }
      json.writeEndObject();
    }
    raw(ArgumentsReader.WATCHES, watches);
    raw(ArgumentsReader.TARGETING, targeting);
    json.writeArrayFieldStart(TracepointReader.METRICS);
    for (var metric : tracepoint.metrics()) {
      metrics.write(metric);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Watches and targeting stand beside the args when they are arrays, as in Deep's messages. */
  private static Optional<String> structure(Map<String, String> arguments, String name) {
    Optional<String> value = Optional.ofNullable(arguments.get(name)).filter(KeptJson::isArray);
    value.ifPresent(text -> arguments.remove(name));
    return value;
  }

  private static void addTo(Map<String, String> arguments, Location location) {
    location.methodName().ifPresent(name -> arguments.put(ArgumentsReader.METHOD_NAME, name));
    Stage usual = location.methodName().isPresent() ? Stage.METHOD_START : Stage.LINE_START;
    if (location.stage() != usual) {
      arguments.put(ArgumentsReader.STAGE, location.stage().text());
    }
    location.className().ifPresent(name -> arguments.put(ArgumentsReader.CLASS_NAME, name));
    location.sourceRoot().ifPresent(root -> arguments.put(ArgumentsReader.SOURCE_ROOT, root));
  }

  private static void addTo(Map<String, String> arguments, Controls controls) {
    controls
        .condition()
        .map(ExpressionText::write)
        .ifPresent(text -> arguments.put(ArgumentsReader.CONDITION, text));
    if (controls.fireCount() != Controls.UNLIMITED) {
      arguments.put(ArgumentsReader.FIRE_COUNT, Long.toString(controls.fireCount()));
    }
    if (!controls.firePeriod().isZero()) {
      arguments.put(ArgumentsReader.FIRE_PERIOD, Long.toString(controls.firePeriod().toMillis()));
    }
    if (controls.sample() != 1) {
      arguments.put(ArgumentsReader.SAMPLE, Long.toString(controls.sample()));
    }
    controls
        .windowStart()
        .ifPresent(moment -> arguments.put(ArgumentsReader.WINDOW_START, epoch(moment)));
    controls
        .windowEnd()
        .ifPresent(moment -> arguments.put(ArgumentsReader.WINDOW_END, epoch(moment)));
  }

  /** Seconds where they are exact, else milliseconds; the reader tells them apart by their size. */
  private static String epoch(Instant moment) {
    long seconds = moment.getEpochSecond();
    boolean whole = moment.getNano() == 0 && seconds < ArgumentsReader.FIRST_MILLISECONDS;
    return Long.toString(whole ? seconds : moment.toEpochMilli());
  }

  private void text(String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    }
  }

  private void raw(String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeFieldName(name);
      json.writeRawValue(value.get());
    }
  }
}
