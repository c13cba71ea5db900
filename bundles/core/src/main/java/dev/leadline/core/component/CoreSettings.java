package dev.leadline.core.component;

import dev.leadline.core.tracepoint.Budget;
import java.io.File;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the person who starts the JVM has decided; what is absent is as documented. */
final class CoreSettings {

  private CoreSettings() {}

  /**
   * Never throws: what cannot be read is said, and its default is in force.
   *
   * @param property of the framework, by its name
   * @param platform the loader that the framework comes from
   */
  static Core.Settings read(
      Function<String, @Nullable String> property,
      @Nullable ClassLoader platform,
      System.Logger log) {
    return new Core.Settings(
        text(property, "leadline.metrics.namespace").trim(),
        Boolean.parseBoolean(property.apply("leadline.metrics.retain")),
        !"false".equals(property.apply("leadline.metrics.self")),
        Boolean.parseBoolean(property.apply("leadline.instrument.jdk")),
        budget(property.apply("leadline.budget.percent"), log),
        sourceDirectories(text(property, "leadline.source.directories")),
        "sync".equals(property.apply("leadline.boot")),
        platform == ClassLoader.getSystemClassLoader()
            ? Optional.empty()
            : Optional.ofNullable(platform));
  }

  private static String text(Function<String, @Nullable String> property, String name) {
    return Optional.ofNullable(property.apply(name)).orElse("");
  }

  private static Budget budget(@Nullable String percent, System.Logger log) {
    if (percent == null || percent.isBlank()) {
      return Budget.DEFAULT;
    }
    try {
      return new Budget(Double.parseDouble(percent.trim()));
    } catch (IllegalArgumentException wrong) {
      log.log(
          Level.WARNING,
          "leadline.budget.percent is no number from 0 on: \"" + percent + "\"; 1 is in force");
      return Budget.DEFAULT;
    }
  }

  private static List<Path> sourceDirectories(String directories) {
    return Arrays.stream(directories.split(Pattern.quote(File.pathSeparator)))
        .filter(directory -> !directory.isBlank())
        .map(directory -> Path.of(directory.trim()))
        .toList();
  }
}
