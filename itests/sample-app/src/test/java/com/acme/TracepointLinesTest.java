package com.acme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An edit of the sample must not move its lines away from the tracepoints of the demo. */
class TracepointLinesTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Path TRACEPOINTS = Path.of("tracepoints");

  @ParameterizedTest
  @MethodSource("tracepoints")
  void pointsAtTheLineThatIsMarkedForIt(Path file) throws IOException {
    Map<String, String> tracepoint = scalarsOf(file);
    String line = line(tracepoint.get("path"), Integer.parseInt(tracepoint.get("lineNumber")));
    assertThat(line.strip()).isEqualTo(tracepoint.get("sourceLine"));
    assertThat(line).endsWith("// tracepoint: " + tracepoint.get("ID").replace('_', ' '));
  }

  @ParameterizedTest
  @CsvSource({
    // What the contract's own examples point at.
    "com/acme/web/SessionManager.java, 22, session created",
    "com/acme/web/SessionManager.java, 24, session opened",
    "com/acme/web/SessionManager.java, 41, session duration",
    "com/acme/Cache.java, 30, cache size",
    "com/acme/Checkout.java, 60, checkout"
  })
  void keepsTheLinesThatDocumentationNames(String path, int number, String marker)
      throws IOException {
    assertThat(line(path, number)).endsWith("// tracepoint: " + marker);
  }

  @Test
  void hasTheTracepointsOfTheDemo() throws IOException {
    assertThat(tracepoints())
        .extracting(file -> file.getFileName().toString())
        .contains("session_created.json", "session_duration.json", "cache_size.json");
  }

  static List<Path> tracepoints() throws IOException {
    try (Stream<Path> files = Files.list(TRACEPOINTS)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static String line(String path, int number) throws IOException {
    return Files.readAllLines(SOURCES.resolve(path)).get(number - 1);
  }

  /** The scalar members of the outermost object. */
  private static Map<String, String> scalarsOf(Path file) throws IOException {
    Map<String, String> members = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken().isScalarValue()) {
          members.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
    }
    return members;
  }
}
