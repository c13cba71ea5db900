package dev.leadline.core.format;

import dev.leadline.core.format.json.JsonValue;
import dev.leadline.core.format.json.JsonValue.Member;
import dev.leadline.core.format.json.JsonValue.NullValue;
import dev.leadline.core.format.json.JsonValue.ObjectValue;
import dev.leadline.core.format.problem.Findings;
import dev.leadline.core.format.problem.ProblemCode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The members of an object by canonical name. {@code null} is absent; of a key that is given twice,
 * in whatever spelling, the last one counts, as in most JSON readers, and that is reported.
 */
final class Fields {
  private final Map<String, Member> known = new LinkedHashMap<>();
  private final Map<String, Member> unknown = new LinkedHashMap<>();
  private final Vocabulary vocabulary;
  private final Findings findings;

  private Fields(Vocabulary vocabulary, Findings findings) {
    this.vocabulary = vocabulary;
    this.findings = findings;
  }

  /** Reports repeated and unknown keys. */
  static Fields of(ObjectValue object, Vocabulary vocabulary, Findings findings) {
    Fields fields = withUnknown(object, vocabulary, findings);
    for (Member member : fields.unknown.values()) {
      findings.add(
          ProblemCode.UNKNOWN_KEY,
          member.keyPosition().place(),
          member.key(),
          "unknown key",
          vocabulary.hintFor(member.key()));
    }
    return fields;
  }

  /** Reports repeated keys only; the caller deals with those in {@link #unknown}. */
  static Fields withUnknown(ObjectValue object, Vocabulary vocabulary, Findings findings) {
    Fields fields = new Fields(vocabulary, findings);
    object.members().forEach(fields::add);
    return fields;
  }

  private void add(Member member) {
    Optional<String> name = vocabulary.nameOf(member.key());
    if (name.isPresent() && member.value() instanceof NullValue) {
      return;
    }
    Member earlier =
        name.isPresent() ? known.put(name.get(), member) : unknown.put(member.key(), member);
    if (earlier != null) {
      String sameAs =
          earlier.key().equals(member.key()) ? "" : " (as `" + earlier.key() + "` before)";
      findings.add(
          ProblemCode.REPEATED_KEY,
          member.keyPosition().place(),
          member.key(),
          "this key is given twice" + sameAs + "; the last one counts",
          "the other is in line " + earlier.keyPosition().line());
    }
  }

  /** The value of a key of the vocabulary; empty when there is none or it is null. */
  Optional<JsonValue> value(String name) {
    return Optional.ofNullable(known.get(name)).map(Member::value);
  }

  /** Members that are not in the vocabulary, in the order of the document. */
  Collection<Member> unknown() {
    return unknown.values();
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  /** Names of the vocabulary that are there, in the order of the document. */
  Collection<String> names() {
    return known.keySet();
  }
}
