package dev.leadline.shell.deepql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.shell.deepql.Token.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "WORD, now, 2026-01-31T12:00:00Z",
    "TEXT, now, 2026-01-31T12:00:00Z",
    "DURATION, 24h, 2026-02-01T12:00:00Z",
    "DURATION, -30m, 2026-01-31T11:30:00Z",
    "TEXT, 28d, 2026-02-28T12:00:00Z",
    "TEXT, 2026-03-01, 2026-03-01T00:00:00Z",
    "TEXT, 08:15:00, 2026-01-31T08:15:00Z",
    "TEXT, 2026-03-01 08:15:00, 2026-03-01T08:15:00Z",
    "NUMBER, 0, 1970-01-01T00:00:00Z",
    "NUMBER, 1769860800, 2026-01-31T12:00:00Z",
    "NUMBER, 1769860800000, 2026-01-31T12:00:00Z",
    "TEXT, 1769860800, 2026-01-31T12:00:00Z"
  })
  void readsPointsInTime(Kind kind, String text, Instant expected) {
    assertThat(Moment.millis(new Token(kind, text, 0), NOW)).hasValue(expected.toEpochMilli());
  }

  @Test
  void refusesWhatIsNone() {
    for (String text : new String[] {"tomorrow", "", "2026-13-01", "25:00:00", "2026-01-31T"}) {
      assertThat(Moment.millis(new Token(Kind.TEXT, text, 0), NOW)).as(text).isEmpty();
    }
    assertThat(Moment.millis(new Token(Kind.NUMBER, "-1", 0), NOW)).isEmpty();
    assertThat(Moment.millis(new Token(Kind.WORD, "true", 0), NOW)).isEmpty();
  }
}
