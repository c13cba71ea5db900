package dev.leadline.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.leadline.core.format.json.JsonDocumentParser;
import dev.leadline.core.format.problem.ProblemCode;
import dev.leadline.sdk.tracepoint.TracepointFormat.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged documents: never an exception, never a hang, and what is read of them is valid. */
class Spec2FuzzTest {
  private static final long SEED = Long.getLong("leadline.fuzz.seed", 20261123L);
  private static final int TRIES = Integer.getInteger("leadline.fuzz.tries", 20_000);

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u",
          "\\ud800",
          "null",
          "true",
          "-1",
          "0",
          "1e999",
          "1e99999999999",
          "99999999999999999999",
          "-",
          ".",
          "\"\"",
          "\" \"",
          "{}",
          "[]",
          "NaN",
          "//",
          "/*",
          "'",
          "\n",
          "\u0000",
          "\ud800",
          "\udc00",
          "\ufeff",
          "\"static\":",
          "\"value\":",
          "\"expression\":",
          "\"metrics\":[",
          "\"args\":{",
          "{\"tracepoint\":",
          "\"type\":",
          "\"stage\":\"method_end\",",
          "\"ttl\":\"PT1S\",",
          "\"buckets\":[1,2],",
          "\"watches\":[1],",
          "\"path\":\"\",",
          "\"id\":1,",
          "\"lineNumber\":0,",
          "\"fire_count\":",
          "\"quantiles\":{\"0\":1}");

  private static final Set<String> CODES =
      Stream.of(ProblemCode.values()).map(ProblemCode::code).collect(Collectors.toSet());

  private final JsonTracepointFormat format = new JsonTracepointFormat();

  @Test
  void readsMutatedDocumentsWithoutThrowingOrHanging() throws IOException {
    List<String> documents = examples();
    Random random = new Random(SEED);
    for (int i = 0; i < 40; i++) {
      documents.add(format.write(new RandomTracepoints(random.nextLong()).tracepoints()));
    }
    int[] wellFormed = new int[1];
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (int i = 0; i < TRIES; i++) {
            String document = mutated(documents.get(random.nextInt(documents.size())), random);
            wellFormed[0] += check(document, "seed " + SEED + ", try " + i) ? 1 : 0;
          }
        },
        "seed " + SEED);
    // Else the mutations would test nothing but the parser.
    assertThat(wellFormed[0])
        .as("well-formed of %d, seed %d", TRIES, SEED)
        .isBetween(TRIES / 50, TRIES);
  }

  @ParameterizedTest
  @MethodSource
  void readsHostileDocumentsInNoTime(String document) {
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> check(document, "hostile"));
  }

  static Stream<String> readsHostileDocumentsInNoTime() {
    int most = JsonDocumentParser.MAX_BYTES;
    String prefix = "{\"path\":\"A\",\"lineNumber\":1,\"metrics\":[{\"name\":\"m\"}],";
    return Stream.of(
        "[".repeat(most),
        "{\"a\":".repeat(most / 5),
        "[{}".repeat(most / 3),
        "\"".repeat(most),
        "\\".repeat(most),
        "9".repeat(most),
        "[" + "9".repeat(most - 2) + "]",
        "{\"lineNumber\":" + "9".repeat(most - 20) + "}",
        prefix + "\"ttl\":" + "9".repeat(most / 2) + "}",
        prefix + "\"args\":{\"fire_count\":\"" + "9".repeat(most / 2) + "\"}}",
        prefix + "\"args\":{\"fire_count\":1e" + "9".repeat(most / 2) + "}}",
        prefix + "\"args\":{\"sample\":1e2147483647}}",
        prefix + "\"args\":{\"sample\":1e-2147483647}}",
        prefix + "\"args\":{\"sample\":0e2147483647}}",
        prefix + "\"ttl\":\"PT" + "9".repeat(most / 2) + "S\"}",
        prefix + "\"ttl\":\"P999999999999999999D\"}",
        prefix + "\"args\":{\"window_end\":9223372036854775807}}",
        prefix
            + "\"args\":{\"condition\":\""
            + "{".repeat(most / 2)
            + "}".repeat(most / 3)
            + "\"}}",
        prefix + "\"x\":0,".repeat(90_000) + "\"x\":1}",
        "{" + "\"k".repeat(10) + "\":1}",
        "{\"metrics\":[" + "{},".repeat(90) + "{}]}",
        "[" + "{},".repeat(49_000) + "{}]",
        "[" + "0,".repeat(99_000) + "0]",
        nested("{\"arrayValue\":{\"values\":[", "]}}", 19),
        nested("{\"arrayValue\":{\"values\":[", "]}}", 5000),
        prefix + "\"watches\":" + "[".repeat(62) + "1" + "]".repeat(62) + "}");
  }

  private static String nested(String open, String close, int depth) {
    return "{\"path\":\"A\",\"lineNumber\":1,\"metrics\":[{\"name\":\"m\",\"labels\":[{\"key\":\"k\",\"static\":"
        + open.repeat(depth)
        + close.repeat(depth)
        + "}]}]}";
  }

  /** Whether the document is well-formed. */
  private boolean check(String document, String name) {
    Reading reading;
    try {
      reading = format.read("fuzz", document);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(name + ": " + shown(document), e);
    }
    assertThat(reading.problems()).as(name).allMatch(problem -> CODES.contains(problem.code()));
    if (!reading.wellFormed()) {
      assertThat(reading.tracepoints()).as(name).isEmpty();
      assertThat(reading.problems()).as(name).anyMatch(problem -> problem.isError());
    }
    Reading again = format.read("again", format.write(reading.tracepoints()));
    assertThat(again.tracepoints())
        .as(() -> name + ": " + shown(document))
        .isEqualTo(reading.tracepoints());
    return reading.wellFormed();
  }

  /** In ASCII, since test reports stop at characters that XML does not have. */
  private static String shown(String document) {
    StringBuilder shown = new StringBuilder();
    for (char c : document.toCharArray()) {
      shown.append(c == '\n' || (c >= ' ' && c < 0x7f) ? "" + c : "<%04x>".formatted((int) c));
    }
    return shown.toString();
  }

  private static String mutated(String document, Random random) {
    StringBuilder text = new StringBuilder(document);
    int mutations = 1 + random.nextInt(4);
    for (int i = 0; i < mutations && !text.isEmpty(); i++) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(random.nextInt(10) == 0 ? 200 : 8));
      switch (random.nextInt(7)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, text.substring(at, end));
        case 2 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 3 -> text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
        case 4 -> replaceValue(text, at, PIECES.get(random.nextInt(PIECES.size())));
        case 5 -> replaceValue(text, at, text.substring(at, end));
        default -> text.setLength(random.nextInt(5) == 0 ? at : text.length());
      }
    }
    return text.toString();
  }

  /** Puts a piece in the place of the value after the next colon, so that much stays JSON. */
  private static void replaceValue(StringBuilder text, int from, String piece) {
    int start = text.indexOf(": ", from);
    if (start >= 0) {
      int end = start + 2;
      while (end < text.length() && ",\n}]".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      text.replace(start + 2, end, piece);
    }
  }

  private static List<String> examples() throws IOException {
    List<String> documents = new ArrayList<>();
    for (String name :
        List.of(
            "01-seed-counter",
            "03-static-labels",
            "04-gauge-condition",
            "06-name-conflict",
            "07-loose-spelling",
            "08-method-capture",
            "09-deepql-shaped")) {
      try (InputStream in = Spec2FuzzTest.class.getResourceAsStream("examples/" + name + ".json")) {
        documents.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return documents;
  }
}
