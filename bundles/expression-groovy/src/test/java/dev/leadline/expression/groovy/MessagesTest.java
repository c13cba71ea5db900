package dev.leadline.expression.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Mistakes that people make, and what they are told: {@code mistakes.txt} has an expression on a
 * line that starts with {@code >}, and its problems on the lines after it.
 */
class MessagesTest {

  @Test
  void tellsWhatIsWrongWhereAndWhatWasMeant() throws IOException {
    List<String> expected = golden();
    List<String> actual = new ArrayList<>();
    for (String line : expected) {
      if (line.startsWith(">")) {
        actual.add(line);
        new Shop().problems(line.substring(2)).forEach(problem -> actual.add(problem.toString()));
      }
    }
    assertThat(String.join("\n", actual)).isEqualTo(String.join("\n", expected));
    assertThat(actual.stream().filter(line -> line.startsWith(">")))
        .hasSizeGreaterThanOrEqualTo(40);
  }

  private static List<String> golden() throws IOException {
    try (InputStream file = MessagesTest.class.getResourceAsStream("mistakes.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    }
  }

  @Test
  void namesTheLineAndColumnInTheUsersText() {
    assertThat(new Shop().problems("n > 5\n  && tierr").get(0).place())
        .hasToString("line 2, column 6");
    assertThat(new Shop().problems("{ tierr }").get(0).place()).hasToString("line 1, column 3");
  }

  @Test
  void reportsAllProblemsAtOnce() {
    assertThat(new Shop().problems("foo + bar + text.baz")).hasSize(3);
  }

  @Test
  void saysThatAFieldNeedsAnInstance() {
    assertThat(new Shop().without("this").problems("open").get(0).message())
        .contains("`open` is a field, and there is no `this` here");
  }
}
