package dev.leadline.agent.platform;

import dev.leadline.agent.log.LogFile;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;

/**
 * The log of bundles that know OSGi's log service: SCR, ConfigAdmin. Without it they print to
 * System.out.
 */
@SuppressWarnings("deprecation") // ConfigAdmin uses the methods of old.
final class OsgiLogService implements LogService {

  private final LogFile file;
  private final String name;

  OsgiLogService(LogFile file, String name) {
    this.file = file;
    this.name = name;
  }

  @Override
  public void log(int level, String message) {
    log(level, message, null);
  }

  @Override
  public void log(int level, String message, @Nullable Throwable thrown) {
    Level mapped =
        switch (level) {
          case LOG_ERROR -> Level.ERROR;
          case LOG_WARNING -> Level.WARNING;
          // Information for the makers of SCR is a detail for ours, and their details are noise.
          case LOG_INFO -> Level.DEBUG;
          default -> Level.TRACE;
        };
    file.logger(name).log(mapped, message, thrown);
  }

  @Override
  public void log(@Nullable ServiceReference<?> reference, int level, String message) {
    log(level, message, null);
  }

  @Override
  public void log(
      @Nullable ServiceReference<?> reference,
      int level,
      String message,
      @Nullable Throwable thrown) {
    log(level, message, thrown);
  }

  @Override
  public Logger getLogger(String logger) {
    return new OsgiLogger(file.logger(logger));
  }

  @Override
  public Logger getLogger(Class<?> type) {
    return getLogger(type.getName());
  }

  @Override
  public <L extends Logger> L getLogger(String logger, Class<L> type) {
    return type.cast(getLogger(logger));
  }

  @Override
  public <L extends Logger> L getLogger(Class<?> named, Class<L> type) {
    return type.cast(getLogger(named));
  }

  @Override
  public <L extends Logger> L getLogger(Bundle bundle, String logger, Class<L> type) {
    String symbolicName = bundle.getSymbolicName();
    boolean root = Logger.ROOT_LOGGER_NAME.equals(logger) && symbolicName != null;
    return type.cast(getLogger(root ? symbolicName : logger));
  }
}
