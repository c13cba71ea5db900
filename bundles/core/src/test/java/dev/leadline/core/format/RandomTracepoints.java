package dev.leadline.core.format;

import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.tracepoint.AnyValue;
import dev.leadline.sdk.tracepoint.Controls;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Stage;
import dev.leadline.sdk.tracepoint.Tracepoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Random valid tracepoints, with everything that a tracepoint can have; the same for a seed. */
final class RandomTracepoints {
  private static final List<String> WORDS =
      List.of(
          "user.id",
          "a > 1 && b",
          "'x\"y'",
          "{ wrapped }",
          "{a} + {b}",
          "m[\"}\"]",
          "\u00e4\u20ac",
          "\ud83d\ude00",
          "tab\tline\nreturn\r",
          "\\",
          "/",
          "0",
          "true",
          "null",
          "[1,2]",
          "[\"a\",1.0]",
          "[]",
          " spaces ",
          "\u0000",
          "\ud800",
          "\udfff\ud800",
          "NaN",
          "{}x",
          "{{twice}}",
          "\u2028",
          "\ufeff");

  private final Random random;

  RandomTracepoints(long seed) {
    random = new Random(seed);
  }

  List<Tracepoint> tracepoints() {
    List<Tracepoint> tracepoints = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      tracepoints.add(tracepoint(i + word()));
    }
    return tracepoints;
  }

  private Tracepoint tracepoint(String id) {
    return new Tracepoint(
        id,
        location(),
        controls(),
        list(3, this::metric),
        chance() ? Tracepoint.DEFAULT_LANGUAGE : word(),
        chance(),
        optional(this::word),
        optional(() -> Duration.ofMillis(1 + random.nextInt(1 << 30))),
        optional(this::word),
        others());
  }

  private Location location() {
    Stage stage = pick(List.of(Stage.values()));
    boolean line = !stage.isMethod() || chance();
    Optional<String> method = stage.isMethod() ? Optional.of(word()) : optional(this::word);
    return new Location(
        word(),
        line ? 1 + random.nextInt(Integer.MAX_VALUE) : Location.NO_LINE,
        method,
        stage,
        optional(this::word),
        optional(this::word));
  }

  private Controls controls() {
    Optional<Instant> start = optional(this::moment);
    Optional<Instant> end = optional(this::moment);
    boolean crossed = start.isPresent() && end.isPresent() && end.get().isBefore(start.get());
    return new Controls(
        optional(this::expression),
        pick(List.of(-1L, 0L, 1L, 100L, Long.MAX_VALUE)),
        Duration.ofMillis(pick(List.of(0L, 1L, 500L, Long.MAX_VALUE))),
        pick(List.of(1L, 2L, 1000L, Long.MAX_VALUE)),
        crossed ? end : start,
        crossed ? start : end);
  }

  /** Every moment that a document can express: seconds below 1e11, milliseconds from there. */
  private Instant moment() {
    return chance()
        ? Instant.ofEpochSecond(1 + random.nextLong(ArgumentsReader.FIRST_MILLISECONDS - 1))
        : Instant.ofEpochMilli(ArgumentsReader.FIRST_MILLISECONDS + random.nextLong(1L << 50));
  }

  private MetricDeclaration metric() {
    TreeSet<Double> buckets = new TreeSet<>(list(5, this::finite));
    Map<Double, Double> quantiles = new HashMap<>();
    list(4, () -> quantiles.put(random.nextDouble(), random.nextDouble()));
    return new MetricDeclaration(
        word(),
        pick(List.of(MetricType.values())),
        optional(this::expression),
        optional(this::word),
        optional(this::word),
        optional(this::word),
        labels(),
        List.copyOf(buckets),
        new TreeMap<>(quantiles),
        chance() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(Integer.MAX_VALUE)),
        optional(this::word));
  }

  private List<LabelDeclaration> labels() {
    List<LabelDeclaration> labels = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      LabelDeclaration.Source source =
          chance()
              ? new LabelDeclaration.Expression(expression())
              : new LabelDeclaration.Static(anyValue(3));
      labels.add(new LabelDeclaration(i + word(), source));
    }
    return labels;
  }

  private AnyValue anyValue(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> new AnyValue.Text(chance() ? "" : word());
      case 1 -> new AnyValue.Bool(chance());
      case 2 -> new AnyValue.Int(pick(List.of(0L, -1L, 5L, Long.MIN_VALUE, Long.MAX_VALUE)));
      case 3 ->
          new AnyValue.Real(
              pick(
                  List.of(
                      0.0,
                      -0.0,
                      1.5,
                      finite(),
                      Double.NaN,
                      Double.POSITIVE_INFINITY,
                      Double.NEGATIVE_INFINITY,
                      Double.MIN_VALUE,
                      Double.MAX_VALUE)));
      case 4 -> {
        byte[] bytes = new byte[random.nextInt(9)];
        random.nextBytes(bytes);
        yield AnyValue.Bytes.of(bytes);
      }
      case 5 -> new AnyValue.Array(list(3, () -> anyValue(depth - 1)));
      default -> {
        Map<String, AnyValue> entries = new LinkedHashMap<>();
        list(3, () -> entries.put(chance() ? "" : word(), anyValue(depth - 1)));
        yield new AnyValue.KeyValues(entries);
      }
    };
  }

  private Map<String, String> others() {
    Map<String, String> others = new HashMap<>();
    for (String key :
        List.of(
            "log_msg",
            "snapshot",
            "span",
            "watches",
            "targeting",
            "frame_type",
            "stack_type",
            "MAX_X",
            "",
            "unknown")) {
      if (random.nextInt(3) == 0) {
        others.put(key, chance() ? word() : "");
      }
    }
    return others;
  }

  private double finite() {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : 0.25;
  }

  /** Not blank, as expressions are that a document can hold. */
  private String expression() {
    return word();
  }

  private String word() {
    StringBuilder word = new StringBuilder(pick(WORDS));
    while (chance()) {
      word.append(pick(WORDS));
    }
    return word.toString().isBlank() ? "x" + word : word.toString();
  }

  private <T> List<T> list(int most, Supplier<T> element) {
    List<T> list = new ArrayList<>();
    int count = random.nextInt(most + 1);
    for (int i = 0; i < count; i++) {
      list.add(element.get());
    }
    return list;
  }

  private <T> Optional<T> optional(Supplier<T> value) {
    return chance() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private boolean chance() {
    return random.nextBoolean();
  }
}
