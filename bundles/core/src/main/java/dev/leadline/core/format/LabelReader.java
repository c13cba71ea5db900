package dev.leadline.core.format;

import dev.leadline.core.format.json.JsonValue;
import dev.leadline.core.format.json.JsonValue.ArrayValue;
import dev.leadline.core.format.json.JsonValue.ObjectValue;
import dev.leadline.core.format.problem.Findings;
import dev.leadline.core.format.problem.ProblemCode;
import dev.leadline.sdk.tracepoint.AnyValue;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a metric's labels, flat ({@code expression} or {@code static} beside the key) or nested
 * (the same inside {@code value}). Any error is the metric's: with a label less it would be another
 * metric.
 */
final class LabelReader {
  static final String KEY = "key";
  static final String EXPRESSION = "expression";
  static final String STATIC = "static";
  static final String VALUE = "value";

  private static final Vocabulary LABEL = Vocabulary.of(KEY, EXPRESSION, STATIC, VALUE);
  private static final Vocabulary NESTED = Vocabulary.of(EXPRESSION, STATIC);
  private static final String EITHER =
      "write \"expression\": \"user.id\" or \"static\": \"eu\" beside the key";

  private final Findings findings;

  LabelReader(Findings findings) {
    this.findings = findings;
  }

  List<LabelDeclaration> read(Optional<JsonValue> value) {
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof ArrayValue array)) {
      Scalars.wrongKind(
          value.get(),
          "an array",
          "such as [ { \"key\": \"user_id\", \"expression\": \"user.id\" } ]",
          findings);
      return List.of();
    }
    if (array.values().size() > Limits.MAX_LABELS) {
      findings.add(
          ProblemCode.TOO_MANY_LABELS,
          array.position().place(),
          "",
          array.values().size() + " labels; a metric has at most " + Limits.MAX_LABELS,
          "");
      return List.of();
    }
    List<LabelDeclaration> labels = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (JsonValue element : array.values()) {
      label(element)
          .ifPresent(
              label -> {
                labels.add(label);
                if (!keys.add(label.key())) {
                  findings.add(
                      ProblemCode.REPEATED_LABEL,
                      element.position().place(),
                      label.key(),
                      "the metric has two labels of this key",
                      "");
                }
              });
    }
    return labels;
  }

  private Optional<LabelDeclaration> label(JsonValue value) {
    if (!(value instanceof ObjectValue object)) {
      Scalars.wrongKind(value, "a label, which is an object", EITHER, findings);
      return Optional.empty();
    }
    Fields fields = Fields.of(object, LABEL, findings);
    Optional<String> key = key(object, fields);
    List<LabelDeclaration.Source> sources = new ArrayList<>();
    boolean readable = addSources(fields, sources);
    Optional<JsonValue> nested = fields.value(VALUE);
    if (nested.isPresent()) {
      if (nested.get() instanceof ObjectValue inner) {
        Fields innerFields = Fields.of(inner, NESTED, findings);
        readable &= addSources(innerFields, sources);
      } else {
        Scalars.wrongKind(nested.get(), "an object with expression or static", EITHER, findings);
        readable = false;
      }
    }
    if (!readable) {
      return Optional.empty();
    }
    if (sources.size() != 1) {
      boolean none = sources.isEmpty();
      findings.add(
          none ? ProblemCode.LABEL_WITHOUT_VALUE : ProblemCode.LABEL_WITH_SEVERAL_VALUES,
          object.position().place(),
          object.excerpt(),
          none
              ? "the label has neither an expression nor a static value"
              : "the label has more than one of expression and static",
          none ? EITHER : "keep one of them");
      return Optional.empty();
    }
    return key.map(text -> new LabelDeclaration(text, sources.get(0)));
  }

  private Optional<String> key(ObjectValue object, Fields fields) {
    Optional<String> key = Scalars.text(fields.value(KEY), findings);
    if (key.isEmpty() && !Scalars.isStructure(fields.value(KEY))) {
      findings.add(
          ProblemCode.NO_LABEL_KEY,
          object.position().place(),
          object.excerpt(),
          "the label has no key",
          "add \"key\": \"user_id\"");
    }
    return key;
  }

  /**
   * @return whether those that are there could be read
   */
  private boolean addSources(Fields fields, List<LabelDeclaration.Source> sources) {
    Findings own = findings.nested();
    boolean readable = true;
    Optional<JsonValue> expression = fields.value(EXPRESSION);
    if (expression.isPresent()) {
      Scalars.text(expression, own)
          .map(ExpressionText::read)
          .filter(text -> !text.isBlank())
          .ifPresent(text -> sources.add(new LabelDeclaration.Expression(text)));
      readable = !own.failed();
    }
    Optional<JsonValue> constant = fields.value(STATIC);
    if (constant.isPresent()) {
      Optional<AnyValue> any = new AnyValueReader(own).read(constant.get());
      any.ifPresent(read -> sources.add(new LabelDeclaration.Static(read)));
      readable &= any.isPresent();
    }
    if (!readable) {
      findings.fail();
    }
    return readable;
  }
}
