package dev.leadline.shell.tracepoint;

import dev.leadline.sdk.tracepoint.LabelDeclaration;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.ProbeStatus;
import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.text.LineText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Parts of a tracepoint's status as people read them. */
final class StatusText {

  /** Sources that are a shell; behind it, the id. */
  static final String SHELL_ORIGIN = "shell:";

  static final String FILE_ORIGIN = "file:";

  private StatusText() {}

  /** {@code shell}, or {@code file sessions.json}. */
  static String source(TracepointStatus status) {
    String origin = status.origin();
    if (origin.startsWith(SHELL_ORIGIN)) {
      return "shell";
    }
    return origin.startsWith(FILE_ORIGIN)
        ? "file " + origin.substring(FILE_ORIGIN.length())
        : origin;
  }

  /** {@code com.acme.Shop.sell(String, int) line 12, loader app}. */
  static String probe(ProbeStatus probe) {
    return probe.className()
        + "."
        + probe.method()
        + (probe.line() > 0 ? " line " + probe.line() : "")
        + ", loader "
        + probe.loader()
        + (probe.live() ? "" : ", not live yet");
  }

  /** {@code histogram in seconds of EXPR, by user_id = user.id}. */
  static String metric(MetricDeclaration metric) {
    String labels =
        metric.labels().stream().map(StatusText::label).collect(Collectors.joining(", "));
    return metric.type().name().toLowerCase(Locale.ROOT)
        + metric.unit().map(unit -> " in " + unit).orElse("")
        + metric.expression().map(value -> " of " + value).orElse("")
        + (labels.isEmpty() ? "" : ", by " + labels);
  }

  private static String label(LabelDeclaration label) {
    return label.key()
        + " = "
        + (label.source() instanceof LabelDeclaration.Expression expression
            ? expression.text()
            : "\"" + ((LabelDeclaration.Static) label.source()).value().text() + "\"");
  }

  /** {@code prometheus: jobs_total}, one for each provider. */
  static String exposed(List<String> names) {
    return names.stream()
        .map(name -> name.replaceFirst(":", ": "))
        .collect(Collectors.joining(", "));
  }

  /** {@code user_id=u1 region=eu}; a line of its own. */
  static String labels(List<String> names, List<String> values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
      text.append(text.isEmpty() ? "" : " ")
          .append(names.get(i))
          .append('=')
          .append(LineText.cut(values.get(i), 60));
    }
    return text.toString();
  }

  /** Causes, the most frequent first. */
  static List<Map.Entry<String, Long>> drops(TracepointStatus status) {
    return status.dropped().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .toList();
  }

  /** Whether the state is one that people look at the reason of. */
  static boolean isTroubled(TracepointStatus status) {
    return status.state() != TracepointState.ACTIVE && status.state() != TracepointState.INSTALLED;
  }
}
