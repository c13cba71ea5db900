package dev.leadline.core.format;

import dev.leadline.sdk.tracepoint.Controls;
import dev.leadline.sdk.tracepoint.Stage;
import java.util.Map;
import java.util.Optional;

/** A tracepoint's {@code args}, read. */
record Arguments(
    Optional<String> methodName,
    Optional<Stage> stage,
    Optional<String> className,
    Optional<String> sourceRoot,
    Controls controls,
    Map<String, String> others) {

  static final Arguments NONE =
      new Arguments(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Controls.NONE,
          Map.of());
}
