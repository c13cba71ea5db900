package dev.leadline.provider.prometheus;

import dev.leadline.testkit.metric.ExportedMetric;
import dev.leadline.testkit.metric.ExportedValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads both text formats of Prometheus, as strictly as the tests need. */
final class ExpositionText {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
              + "(\\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\]|\\\\.)*\",?)*)})? (?<value>\\S+)",
          Pattern.DOTALL);
  private static final Pattern LABEL =
      Pattern.compile("(?<name>\\w+)=\"(?<value>([^\"\\\\]|\\\\.)*)\"", Pattern.DOTALL);

  private final Map<String, Family> families = new LinkedHashMap<>();

  private ExpositionText() {}

  /** By exposed name: that of a counter ends with {@code _total}. */
  static Map<String, ExportedMetric> parse(String text) {
    ExpositionText parser = new ExpositionText();
    Family current = null;
    for (String line : text.split("\n")) {
      if (line.isEmpty()) {
        continue;
      }
      String[] words = line.split(" ", 4);
      if (line.equals("# EOF")) {
        break;
      } else if (line.startsWith("# ")) {
        current = parser.families.computeIfAbsent(words[2], Family::new);
        String rest = words.length > 3 ? words[3] : "";
        switch (words[1]) {
          case "TYPE" -> current.type = rest;
          case "HELP" -> current.help = unescape(rest);
          case "UNIT" -> current.unit = rest;
          default -> throw new IllegalArgumentException(line);
        }
      } else {
        current.add(line);
      }
    }
    Map<String, ExportedMetric> metrics = new HashMap<>();
    parser.families.values().forEach(family -> metrics.put(family.exposedName(), family.metric()));
    return metrics;
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        c = text.charAt(++i);
        c = c == 'n' ? '\n' : c;
      }
      plain.append(c);
    }
    return plain.toString();
  }

  private static final class Family {
    private final String name;
    private String type = "";
    private String help = "";
    private String unit = "";
    private final Map<Map<String, String>, Map<String, Double>> series = new LinkedHashMap<>();
    private final Map<Map<String, String>, SortedMap<Double, Double>> buckets = new HashMap<>();

    private Family(String name) {
      this.name = name;
    }

    private String exposedName() {
      return type.equals("counter") && !name.endsWith("_total") ? name + "_total" : name;
    }

    private void add(String line) {
      Matcher sample = SAMPLE.matcher(line);
      if (!sample.matches()) {
        throw new IllegalArgumentException("not a sample: " + line);
      }
      Map<String, String> labels = new HashMap<>();
      if (sample.group("labels") != null) {
        Matcher label = LABEL.matcher(sample.group("labels"));
        while (label.find()) {
          labels.put(label.group("name"), unescape(label.group("value")));
        }
      }
      double value =
          switch (sample.group("value")) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(sample.group("value"));
          };
      String suffix = sample.group("name").substring(Math.min(name.length(), sample.end("name")));
      if (type.equals("histogram") && suffix.equals("_bucket")) {
        String bound = labels.remove("le");
        if (!bound.equals("+Inf")) {
          buckets
              .computeIfAbsent(labels, key -> new TreeMap<>())
              .put(Double.parseDouble(bound), value);
        }
      } else if (type.equals("summary") && suffix.isEmpty()) {
        labels.remove("quantile");
      } else if (!suffix.equals("_created")) {
        series.computeIfAbsent(labels, key -> new HashMap<>()).put(suffix, value);
      }
    }

    private ExportedMetric metric() {
      Map<Map<String, String>, ExportedValue> values = new HashMap<>();
      series.forEach(
          (labels, bySuffix) ->
              values.put(
                  labels,
                  bySuffix.containsKey("_count")
                      ? new ExportedValue.Distribution(
                          bySuffix.get("_count"),
                          bySuffix.get("_sum"),
                          buckets.getOrDefault(labels, new TreeMap<>()))
                      : new ExportedValue.Scalar(bySuffix.values().iterator().next())));
      return new ExportedMetric(help, unit, values);
    }
  }
}
