package dev.leadline.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir private Path directory;

  private final FakeClock clock = new FakeClock();

  @Test
  void writesALineAsItComes() throws IOException {
    try (LogFile log = open(Level.INFO)) {
      System.Logger logger = log.logger("core");
      logger.log(Level.INFO, "port {0}, it''s {1} and {0,number} {2} {x}", 9464, null);
      logger.log(Level.DEBUG, "not this");
      logger.log(Level.OFF, "nor this");
      logger.log(Level.INFO, "no parameters: {0} it''s");
      assertThat(lines())
          .containsExactly(
              "2026-11-23T10:15:30.000Z INFO    [main] core: port 9464, it's null and 9464 {2} {x}",
              "2026-11-23T10:15:30.000Z INFO    [main] core: no parameters: {0} it''s");
    }
  }

  @Test
  void writesTheTraceOfWhatWasThrown() throws IOException {
    try (LogFile log = open(Level.WARNING)) {
      log.logger("core").log(Level.ERROR, "broken", new IllegalStateException("why"));
      assertThat(lines())
          .startsWith(
              "2026-11-23T10:15:30.000Z ERROR   [main] core: broken",
              "java.lang.IllegalStateException: why")
          .anyMatch(line -> line.startsWith("\tat " + LogFileTest.class.getName()));
    }
  }

  @Test
  void letsABurstThroughAndThenSaysHowManyWereLeftOut() throws IOException {
    try (LogFile log = open(Level.INFO)) {
      System.Logger logger = log.logger("loop");
      for (int i = 0; i < LineBudget.BURST + 50; i++) {
        logger.log(Level.INFO, "again");
      }
      assertThat(lines()).hasSize(LineBudget.BURST);
      clock.advance(Duration.ofSeconds(1));
      logger.log(Level.INFO, "later");
      assertThat(lines())
          .hasSize(LineBudget.BURST + 2)
          .endsWith(
              "2026-11-23T10:15:31.000Z WARNING [main] leadline: 50 lines were left out: too many"
                  + " at once",
              "2026-11-23T10:15:31.000Z INFO    [main] loop: later");
    }
  }

  @Test
  void isBoundedInSize() throws IOException {
    String line = "x".repeat(8000);
    try (LogFile log = open(Level.INFO)) {
      for (int i = 0; i < 2 * LogFile.LIMIT_BYTES / line.length(); i++) {
        clock.advance(Duration.ofSeconds(1));
        log.logger("big").log(Level.INFO, line);
      }
    }
    assertThat(directory.resolve("leadline.log")).isNotEmptyFile();
    assertThat(Files.size(directory.resolve("leadline.log")))
        .isLessThanOrEqualTo(LogFile.LIMIT_BYTES);
    assertThat(Files.size(directory.resolve("leadline.log.1")))
        .isBetween(LogFile.LIMIT_BYTES - 10_000, LogFile.LIMIT_BYTES);
    assertThat(directory).isDirectoryNotContaining("glob:**.2");
  }

  @Test
  void appendsToTheLogOfAnEarlierRun() throws IOException {
    try (LogFile log = open(Level.INFO)) {
      log.logger("first").log(Level.INFO, "one");
    }
    try (LogFile log = open(Level.INFO)) {
      log.logger("second").log(Level.INFO, "two");
    }
    assertThat(lines()).hasSize(2);
  }

  @Test
  void dropsLinesOnceClosed() throws IOException {
    LogFile log = open(Level.INFO);
    log.close();
    log.logger("late").log(Level.INFO, "late");
    assertThat(lines()).isEmpty();
  }

  private LogFile open(Level least) throws IOException {
    return LogFile.open(directory.resolve("leadline.log").toFile(), least, clock);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(directory.resolve("leadline.log"));
  }

  /** A clock that stands still until it is told to go on. */
  private static final class FakeClock extends Clock {

    private Instant now = Instant.parse("2026-11-23T10:15:30Z");

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
