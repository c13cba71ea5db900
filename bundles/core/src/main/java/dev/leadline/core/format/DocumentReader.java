package dev.leadline.core.format;

import dev.leadline.core.format.json.JsonDocumentParser;
import dev.leadline.core.format.json.JsonValue;
import dev.leadline.core.format.json.JsonValue.ArrayValue;
import dev.leadline.core.format.json.JsonValue.NullValue;
import dev.leadline.core.format.json.JsonValue.ObjectValue;
import dev.leadline.core.format.problem.Findings;
import dev.leadline.core.format.problem.ProblemCode;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Declaration;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.sdk.tracepoint.TracepointFormat.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the tracepoints in a document, whatever they are wrapped in, and reads each. */
final class DocumentReader {
  /** One tracepoint, several, or what Deep's server answers to a poll. */
  private static final Vocabulary WRAPPER =
      Vocabulary.of(
          "tracepoint",
          "tracepoints",
          "response",
          "ts_nanos|tsNanos",
          "current_hash|currentHash",
          "response_type|responseType");

  private static final List<String> WRAPPING = List.of("tracepoint", "tracepoints", "response");

  private final Findings findings;

  private DocumentReader(Findings findings) {
    this.findings = findings;
  }

  static Reading read(String document, String text) {
    Findings findings = new Findings(document);
    Optional<JsonValue> root = JsonDocumentParser.parse(text, findings);
    if (root.isEmpty()) {
      return new Reading(false, List.of(), findings.problems());
    }
    DocumentReader reader = new DocumentReader(findings);
    if (!(root.get() instanceof ObjectValue) && !(root.get() instanceof ArrayValue)) {
      reader.reportNoTracepoint(root.get());
      return new Reading(false, List.of(), findings.problems());
    }
    Map<Tracepoint, JsonValue> tracepoints = reader.tracepoints(reader.unwrapped(root.get()));
    return new Reading(true, declarations(tracepoints, findings.problems()), findings.problems());
  }

  /** Each tracepoint with the problems that are not about another one. */
  private static List<Declaration> declarations(
      Map<Tracepoint, JsonValue> tracepoints, List<Problem> problems) {
    List<Declaration> declarations = new ArrayList<>();
    tracepoints.forEach(
        (tracepoint, entry) ->
            declarations.add(
                new Declaration(
                    tracepoint,
                    problems.stream()
                        .filter(
                            problem ->
                                isIn(entry, problem)
                                    || tracepoints.values().stream()
                                        .noneMatch(other -> isIn(other, problem)))
                        .toList())));
    return declarations;
  }

  private static boolean isIn(JsonValue entry, Problem problem) {
    String pointer = entry.position().place().pointer();
    String of = problem.place().pointer();
    return of.equals(pointer) || of.startsWith(pointer + "/");
  }

  private void reportNoTracepoint(JsonValue value) {
    findings.add(
        ProblemCode.NOT_A_TRACEPOINT,
        value.position().place(),
        value.excerpt(),
        "a document is a tracepoint or an array of them, this is " + value.kind(),
        "");
  }

  private List<JsonValue> unwrapped(JsonValue root) {
    List<JsonValue> entries = new ArrayList<>();
    if (root instanceof ObjectValue object && isWrapper(object)) {
      Fields fields = Fields.of(object, WRAPPER, findings);
      for (String name : fields.names()) {
        if (WRAPPING.contains(name)) {
          addAll(fields.value(name).orElseThrow(), entries);
        }
      }
    } else {
      addAll(root, entries);
    }
    return entries;
  }

  private static boolean isWrapper(ObjectValue object) {
    return object.members().stream().anyMatch(member -> WRAPPING.contains(member.key()))
        && object.members().stream()
            .noneMatch(member -> member.key().equals(TracepointReader.PATH));
  }

  private static void addAll(JsonValue value, List<JsonValue> entries) {
    if (value instanceof ArrayValue array) {
      entries.addAll(array.values());
    } else if (!(value instanceof NullValue)) {
      entries.add(value);
    }
  }

  private Map<Tracepoint, JsonValue> tracepoints(List<JsonValue> entries) {
    Map<Tracepoint, JsonValue> tracepoints = new LinkedHashMap<>();
    Map<String, JsonValue> entryById = new HashMap<>();
    int count = 0;
    for (JsonValue entry : entries) {
      if (++count > Limits.MAX_TRACEPOINTS) {
        findings.add(
            ProblemCode.TOO_MANY_TRACEPOINTS,
            entry.position().place(),
            "",
            "a document has at most "
                + Limits.MAX_TRACEPOINTS
                + " tracepoints; this and those after it are not read",
            "spread them over several documents");
        break;
      }
      Optional<Tracepoint> tracepoint = new TracepointReader(findings.nested()).read(entry);
      if (tracepoint.isPresent()) {
        JsonValue first = entryById.putIfAbsent(tracepoint.get().id(), entry);
        if (first == null) {
          tracepoints.put(tracepoint.get(), entry);
        } else {
          reportRepeated(tracepoint.get().id(), entry, first);
        }
      }
    }
    return tracepoints;
  }

  private void reportRepeated(String id, JsonValue entry, JsonValue first) {
    findings.add(
        ProblemCode.REPEATED_ID,
        entry.position().place(),
        id,
        "this id is given to two tracepoints; the first is in force",
        "the first is in line " + first.position().line());
  }
}
