package dev.leadline.agent.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.agent.log.LogFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LogService;

class OsgiLogServiceTest {

  @TempDir private Path directory;

  @Test
  @SuppressWarnings("deprecation") // That is what ConfigAdmin calls.
  void writesWhatBundlesLog() throws IOException {
    Path path = directory.resolve("leadline.log");
    try (LogFile file = LogFile.open(path.toFile(), Level.INFO, Clock.systemUTC())) {
      OsgiLogService service = new OsgiLogService(file, "org.example");
      service.log(LogService.LOG_WARNING, "old style");
      service.log(LogService.LOG_INFO, "chatter");
      FormatterLogger logger = service.getLogger("scr", FormatterLogger.class);
      logger.error("component {} of {}", "a", "b", new IllegalStateException("why"));
      logger.warn("{} left", 1);
      logger.info("chatter");
      logger.audit("chatter");
      assertThat(logger.isWarnEnabled()).isTrue();
      assertThat(logger.isInfoEnabled()).isFalse();
    }
    assertThat(Files.readString(path))
        .contains(
            "org.example: old style\n",
            "scr: component a of b\njava.lang.IllegalStateException: why\n",
            "scr: 1 left\n")
        .doesNotContain("chatter");
  }
}
