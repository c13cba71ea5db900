package dev.leadline.agent.platform;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LoggerConsumer;

/**
 * OSGi's logger over ours. It takes the formatter's name too, because SCR asks for that type; the
 * place holders are SLF4J's in both, which is what its users write. What is information to them is
 * a detail here.
 */
final class OsgiLogger implements FormatterLogger {

  private final System.Logger log;

  OsgiLogger(System.Logger log) {
    this.log = log;
  }

  @Override
  public String getName() {
    return log.getName();
  }

  private void log(Level level, String format, @Nullable Object... arguments) {
    if (log.isLoggable(level)) {
      Object last = arguments.length == 0 ? null : arguments[arguments.length - 1];
      Throwable thrown = last instanceof Throwable throwable ? throwable : null;
      log.log(level, text(format, arguments), thrown);
    }
  }

  private static String text(String format, @Nullable Object... arguments) {
    StringBuilder text = new StringBuilder(format.length() + 32);
    int at = 0;
    for (Object argument : arguments) {
      int holder = format.indexOf("{}", at);
      if (holder < 0) {
        break;
      }
      text.append(format, at, holder).append(argument);
      at = holder + 2;
    }
    return text.append(format, at, format.length()).toString();
  }

  @Override
  public boolean isTraceEnabled() {
    return log.isLoggable(Level.TRACE);
  }

  @Override
  public void trace(String message) {
    log(Level.TRACE, message);
  }

  @Override
  public void trace(String format, @Nullable Object argument) {
    log(Level.TRACE, format, argument);
  }

  @Override
  public void trace(String format, @Nullable Object first, @Nullable Object second) {
    log(Level.TRACE, format, first, second);
  }

  @Override
  public void trace(String format, @Nullable Object... arguments) {
    log(Level.TRACE, format, arguments);
  }

  @Override
  public <E extends Exception> void trace(LoggerConsumer<E> consumer) throws E {
    if (isTraceEnabled()) {
      consumer.accept(this);
    }
  }

  @Override
  public boolean isDebugEnabled() {
    return log.isLoggable(Level.TRACE);
  }

  @Override
  public void debug(String message) {
    log(Level.TRACE, message);
  }

  @Override
  public void debug(String format, @Nullable Object argument) {
    log(Level.TRACE, format, argument);
  }

  @Override
  public void debug(String format, @Nullable Object first, @Nullable Object second) {
    log(Level.TRACE, format, first, second);
  }

  @Override
  public void debug(String format, @Nullable Object... arguments) {
    log(Level.TRACE, format, arguments);
  }

  @Override
  public <E extends Exception> void debug(LoggerConsumer<E> consumer) throws E {
    if (isDebugEnabled()) {
      consumer.accept(this);
    }
  }

  @Override
  public boolean isInfoEnabled() {
    return log.isLoggable(Level.DEBUG);
  }

  @Override
  public void info(String message) {
    log(Level.DEBUG, message);
  }

  @Override
  public void info(String format, @Nullable Object argument) {
    log(Level.DEBUG, format, argument);
  }

  @Override
  public void info(String format, @Nullable Object first, @Nullable Object second) {
    log(Level.DEBUG, format, first, second);
  }

  @Override
  public void info(String format, @Nullable Object... arguments) {
    log(Level.DEBUG, format, arguments);
  }

  @Override
  public <E extends Exception> void info(LoggerConsumer<E> consumer) throws E {
    if (isInfoEnabled()) {
      consumer.accept(this);
    }
  }

  @Override
  public boolean isWarnEnabled() {
    return log.isLoggable(Level.WARNING);
  }

  @Override
  public void warn(String message) {
    log(Level.WARNING, message);
  }

  @Override
  public void warn(String format, @Nullable Object argument) {
    log(Level.WARNING, format, argument);
  }

  @Override
  public void warn(String format, @Nullable Object first, @Nullable Object second) {
    log(Level.WARNING, format, first, second);
  }

  @Override
  public void warn(String format, @Nullable Object... arguments) {
    log(Level.WARNING, format, arguments);
  }

  @Override
  public <E extends Exception> void warn(LoggerConsumer<E> consumer) throws E {
    if (isWarnEnabled()) {
      consumer.accept(this);
    }
  }

  @Override
  public boolean isErrorEnabled() {
    return log.isLoggable(Level.ERROR);
  }

  @Override
  public void error(String message) {
    log(Level.ERROR, message);
  }

  @Override
  public void error(String format, @Nullable Object argument) {
    log(Level.ERROR, format, argument);
  }

  @Override
  public void error(String format, @Nullable Object first, @Nullable Object second) {
    log(Level.ERROR, format, first, second);
  }

  @Override
  public void error(String format, @Nullable Object... arguments) {
    log(Level.ERROR, format, arguments);
  }

  @Override
  public <E extends Exception> void error(LoggerConsumer<E> consumer) throws E {
    if (isErrorEnabled()) {
      consumer.accept(this);
    }
  }

  @Override
  public void audit(String message) {
    log(Level.DEBUG, message);
  }

  @Override
  public void audit(String format, @Nullable Object argument) {
    log(Level.DEBUG, format, argument);
  }

  @Override
  public void audit(String format, @Nullable Object first, @Nullable Object second) {
    log(Level.DEBUG, format, first, second);
  }

  @Override
  public void audit(String format, @Nullable Object... arguments) {
    log(Level.DEBUG, format, arguments);
  }
}
