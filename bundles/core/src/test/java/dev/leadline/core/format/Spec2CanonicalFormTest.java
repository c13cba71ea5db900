package dev.leadline.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC 2: what Leadline writes, to the letter: a reader may be less tolerant than ours. */
class Spec2CanonicalFormTest {
  private final JsonTracepointFormat format = new JsonTracepointFormat();

  @Test
  void writesWhatTheContractShows() {
    String canonical =
        """
        {
          "ID": "sessions",
          "path": "com/acme/web/SessionManager.java",
          "lineNumber": 24,
          "args": {
            "condition": "user.tier != 'test'"
          },
          "metrics": [
            {
              "name": "session_duration",
              "type": "HISTOGRAM",
              "unit": "seconds",
              "help": "Length of a user session",
              "expression": "(System.currentTimeMillis() - session.startTs) / 1000.0",
              "labelExpressions": [
                {
                  "key": "user_id",
                  "expression": "user.id"
                },
                {
                  "key": "region",
                  "static": {
                    "stringValue": "eu"
                  }
                }
              ]
            }
          ]
        }
        """;
    String loose =
        """
        { "tracepoints": [ { "metrics": [ { "labels": [ { "value": { "expression": "{user.id}" }, "key": "user_id" },
            { "key": "region", "static": "eu" } ],
            "expression": "(System.currentTimeMillis() - session.startTs) / 1000.0",
            "type": 2, "help": "Length of a user session", "unit": "seconds", "name": "session_duration" } ],
          "args": { "condition": "user.tier != 'test'", "fire_count": -1 }, "line_number": "24", "enabled": true,
          "path": "com/acme/web/SessionManager.java", "id": "sessions" } ] }
        """;

    assertThat(rewritten(canonical)).isEqualTo(canonical);
    assertThat(rewritten(loose)).isEqualTo(canonical);
  }

  @Test
  void writesEachOfItsKeysAndEachArgumentAsText() {
    String canonical =
        """
        {
          "ID": "t",
          "description": "d",
          "path": "A.java",
          "lineNumber": 7,
          "sourceLine": "int a;",
          "enabled": false,
          "language": "mvel",
          "ttl": "PT2H",
          "args": {
            "MAX_VARS": "5",
            "class_name": "a.A",
            "condition": "true",
            "fire_count": "3",
            "fire_period": "250",
            "method_name": "run",
            "sample": "10",
            "src_root": "src",
            "stage": "line_end",
            "window_end": "1795369900123",
            "window_start": "1795369900"
          },
          "watches": ["a"],
          "metrics": [
            {
              "name": "m",
              "type": "SUMMARY",
              "namespace": "shop",
              "language": "groovy",
              "quantiles": {
                "0.5": 0.05
              },
              "maxSeries": 5
            }
          ]
        }
        """;

    assertThat(rewritten(canonical)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'a' | \"stringValue\": \"a\"",
        "true | \"boolValue\": true",
        "5 | \"intValue\": \"5\"",
        "1.5 | \"doubleValue\": 1.5",
        "{ 'double_value': 'NaN' } | \"doubleValue\": \"NaN\"",
        "{ 'double_value': '-Infinity' } | \"doubleValue\": \"-Infinity\"",
        "{ 'bytes_value': '__4DBA' } | \"bytesValue\": \"//4DBA==\"",
        "{ 'array_value': { 'values': [ 'a' ] } } | \"arrayValue\": { \"values\": [ { \"stringValue\": \"a\" } ] }",
        "{ 'kvlist_value': { 'values': [ { 'key': 'k', 'value': 1 } ] } }"
            + " | \"kvlistValue\": { \"values\": [ { \"key\": \"k\", \"value\": { \"intValue\": \"1\" } } ] }"
      })
  void writesConstantsInTheProtobufMapping(String read, String written) {
    String document =
        "{ 'path': 'A.java', 'lineNumber': 1, 'metrics': [ { 'name': 'm', 'labels': [ { 'key': 'k', 'static': %s } ] } ] }"
            .formatted(read)
            .replace('\'', '"');

    assertThat(rewritten(document).replaceAll("\\s+", " "))
        .contains("\"static\": { " + written + " }");
  }

  @Test
  void writesSeveralAsAnArrayAndNoneAsAnEmptyOne() {
    String two =
        "[{\"ID\":\"a\",\"path\":\"A.java\",\"lineNumber\":1,\"metrics\":[{\"name\":\"m\",\"type\":\"COUNTER\"}]},"
            + "{\"ID\":\"b\",\"path\":\"A.java\",\"lineNumber\":1,\"metrics\":[{\"name\":\"m\",\"type\":\"GAUGE\"}]}]";

    assertThat(rewritten(two).replaceAll("\\s+", "")).isEqualTo(two);
    assertThat(format.write(List.of()).replaceAll("\\s+", "")).isEqualTo("[]");
  }

  private String rewritten(String document) {
    return format.write(format.read("test", document).tracepoints());
  }
}
