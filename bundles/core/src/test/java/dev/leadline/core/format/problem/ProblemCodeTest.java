package dev.leadline.core.format.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemCodeTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "problems.md");

  @Test
  void codesAreDistinctAndAscending() {
    assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::code))
        .doesNotHaveDuplicates()
        .isSorted()
        .allMatch(code -> code.matches("TP-0\\d\\d"));
  }

  @ParameterizedTest
  @EnumSource
  void isExplainedToUsersWithItsSeverity(ProblemCode code) throws IOException {
    String row =
        "(?m)^\\| %s \\| %s \\| \\S.* \\| \\S.* \\|$"
            .formatted(code.code(), code.severity().name().toLowerCase(Locale.ROOT));

    assertThat(Files.readString(PAGE)).containsPattern(Pattern.compile(row));
  }
}
