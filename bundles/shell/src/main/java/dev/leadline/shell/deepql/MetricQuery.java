package dev.leadline.shell.deepql;

import dev.leadline.sdk.problem.NearestName;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.shell.deepql.Query.Option;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A query that makes a tracepoint: which options it has, and which are missing. What is wrong with
 * values is found by {@link MetricDocument} and by whoever reads that document; {@link #inQuery}
 * says where it is in the query.
 */
final class MetricQuery {

  private static final String LABEL = "label_";
  private static final String OF_METRIC = "metric_";

  private final Query query;
  private final List<Problem> problems;
  private final Map<MetricKey, Option> options = new EnumMap<>(MetricKey.class);
  private final Map<String, Option> labels = new LinkedHashMap<>();

  private MetricQuery(Query query, List<Problem> problems) {
    this.query = query;
    this.problems = problems;
  }

  /**
   * Reads the options.
   *
   * @param problems gets what is wrong with them
   */
  static MetricQuery of(Query query, List<Problem> problems) {
    MetricQuery metric = new MetricQuery(query, problems);
    query.options().forEach(metric::add);
    metric.require();
    return metric;
  }

  private void add(Option option) {
    Optional<String> label = label(option.name());
    Optional<MetricKey> key = MetricKey.ofSpelling(option.name());
    if (label.isEmpty() && key.isEmpty()) {
      addUnknown(option);
      return;
    }
    if (option.operator() != Operator.EQUAL) {
      problems.add(
          query.problem(
              "DQ-007",
              option.key().start(),
              option.name() + " is set with =, and not with " + option.operator().text(),
              ""));
    }
    @Nullable Option before =
        label.isPresent()
            ? labels.putIfAbsent(label.get(), option)
            : options.putIfAbsent(key.orElseThrow(), option);
    if (before != null) {
      problems.add(
          query.problem(
              "DQ-006",
              option.key().start(),
              option.name() + " is there already",
              "it means the same as " + before.name() + " before"));
    }
  }

  private void addUnknown(Option option) {
    problems.add(
        query.problem(
            "DQ-005",
            option.key().start(),
            "a metric has no option " + option.name(),
            NearestName.of(option.name(), MetricKey.allSpellings())
                .map(near -> "did you mean " + near + "?")
                .orElse("labels are label_KEY; tp:query --help lists the others")));
  }

  private static Optional<String> label(String key) {
    String plain = key.startsWith(OF_METRIC + LABEL) ? key.substring(OF_METRIC.length()) : key;
    return plain.startsWith(LABEL) && plain.length() > LABEL.length()
        ? Optional.of(plain.substring(LABEL.length()))
        : Optional.empty();
  }

  private void require() {
    boolean hasLine = options.containsKey(MetricKey.LINE);
    boolean hasMethod = options.containsKey(MetricKey.METHOD);
    if (!options.containsKey(MetricKey.FILE)) {
      missing("DQ-009", "the metric has no file", "add file=\"com/acme/Shop.java\"");
    }
    if (!hasLine && !hasMethod) {
      missing(
          "DQ-009", "the metric has neither a line nor a method", "add line=42 or method=\"open\"");
    }
    if (hasLine && hasMethod) {
      missing("DQ-011", "the metric has a line and a method", "take one of the two away");
    }
    boolean isMetric =
        text(MetricKey.METRIC)
            .map(text -> text.equals("true"))
            .orElse(!query.command().text().equals("trigger"));
    if (!isMetric) {
      missing(
          "DQ-004",
          "not a metric: Leadline records metrics",
          "write metric{ .. }, or add metric=true");
    }
  }

  private void missing(String code, String message, String hint) {
    problems.add(query.problem(code, query.command().start(), message, hint));
  }

  /** The name of the metric: as given, else made of the place. */
  String name() {
    return text(MetricKey.NAME).orElseGet(this::nameOfPlace);
  }

  private String nameOfPlace() {
    String place = text(MetricKey.LINE).or(() -> text(MetricKey.METHOD)).orElse("");
    String name = (text(MetricKey.FILE).orElse("") + "_" + place).replaceAll("[^A-Za-z0-9_]+", "_");
    return Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }

  Optional<String> text(MetricKey key) {
    return option(key).map(Option::text);
  }

  Optional<Option> option(MetricKey key) {
    return Optional.ofNullable(options.get(key));
  }

  /** In their order; keys without what says that they are labels. */
  Map<String, Option> labels() {
    return labels;
  }

  /** Says what is wrong with the value of an option that is there. */
  void bad(MetricKey key, String message, String hint) {
    option(key)
        .ifPresent(
            option -> problems.add(query.problem("DQ-008", option.value().start(), message, hint)));
  }

  /** A problem of the document, at the option that it is about. */
  Problem inQuery(Problem problem) {
    return query.problem(
        problem.code(),
        optionAt(problem.place().pointer())
            .map(option -> option.value().start())
            .orElse(query.command().start()),
        problem.message(),
        problem.hint());
  }

  private Optional<Option> optionAt(String pointer) {
    if (pointer.contains("/labels/")) {
      return labelAt(pointer);
    }
    String field =
        pointer.contains("/" + MetricKey.BUCKETS.field())
            ? MetricKey.BUCKETS.field()
            : pointer.substring(pointer.lastIndexOf('/') + 1);
    return MetricKey.ofField(field).flatMap(this::option);
  }

  private Optional<Option> labelAt(String pointer) {
    List<Option> all = new ArrayList<>(labels.values());
    String index = pointer.replaceFirst(".*/labels/(\\d+).*", "$1");
    int at = index.matches("\\d{1,6}") ? Integer.parseInt(index) : 0;
    return at < all.size() ? Optional.of(all.get(at)) : Optional.empty();
  }
}
