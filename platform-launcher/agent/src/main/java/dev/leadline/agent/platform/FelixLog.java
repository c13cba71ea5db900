package dev.leadline.agent.platform;

import java.lang.System.Logger.Level;
import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;

/** Takes what the framework itself logs; its own default is System.out. */
final class FelixLog extends Logger {

  private final System.Logger log;

  FelixLog(System.Logger log) {
    this.log = log;
    setLogLevel(LOG_WARNING);
  }

  @Override
  protected void doLog(int level, String message, @Nullable Throwable thrown) {
    log.log(level(level), message, thrown);
  }

  private static Level level(int level) {
    return switch (level) {
      case LOG_ERROR -> Level.ERROR;
      case LOG_WARNING -> Level.WARNING;
      case LOG_INFO -> Level.INFO;
      default -> Level.DEBUG;
    };
  }
}
