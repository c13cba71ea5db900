package dev.leadline.sdk.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "tier, '', 4",
    "tier, tier, 0",
    "Tier, tIER, 0",
    "tierr, tier, 1",
    "tir, tier, 1",
    "tear, tier, 2",
    "Scopse, Scopes, 1",
    "cospes, Scopes, 2",
    "ca, abc, 3",
    "max_series, maxSeries, 0",
    "line-number, line_number, 0",
  })
  void countsInsertionsRemovalsReplacementsAndSwapsOfNeighbours(
      String left, String right, int distance) {
    assertThat(NearestName.distance(left, right)).isEqualTo(distance);
    assertThat(NearestName.distance(right, left)).isEqualTo(distance);
  }

  @Test
  void offersTheNearest() {
    assertThat(NearestName.of("tierr", List.of("tear", "tier", "user"))).hasValue("tier");
    assertThat(NearestName.of("Scopse", List.of("Scope", "Scopes"))).hasValue("Scopes");
  }

  @Test
  void offersTheFirstByTheAlphabetOfThoseThatAreAsNear() {
    assertThat(NearestName.of("bat", List.of("rat", "cat"))).hasValue("cat");
  }

  @Test
  void offersNothingThatIsFarAway() {
    assertThat(NearestName.of("tier", List.of("revenue", "to"))).isEmpty();
    assertThat(NearestName.of("x", List.of("b", ""))).isEmpty();
    assertThat(NearestName.of("", List.of("b", "ab"))).isEmpty();
    assertThat(NearestName.of("tier", List.of())).isEmpty();
    assertThat(NearestName.hint("tier", List.of("revenue"))).isEmpty();
  }

  @Test
  void offersALongerNameThatHasTheWrittenOneInIt() {
    assertThat(NearestName.of("price", List.of("unitPriceNet", "total"))).hasValue("unitPriceNet");
    assertThat(NearestName.of("id", List.of("considered"))).isEmpty();
  }

  @Test
  void offersNotTheNameItself() {
    assertThat(NearestName.of("tier", List.of("tier"))).isEmpty();
    assertThat(NearestName.of("Tier", List.of("tier"))).hasValue("tier");
  }

  @Test
  void asksInAHint() {
    assertThat(NearestName.hint("tierr", List.of("tier"))).isEqualTo("did you mean `tier`?");
  }
}
