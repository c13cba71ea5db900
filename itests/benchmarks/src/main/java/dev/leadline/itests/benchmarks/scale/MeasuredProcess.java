package dev.leadline.itests.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** JVMs that are measured: they run to their end, and say their figures. */
record MeasuredProcess(Path java) {

  /** Runs a JVM to its end and answers the lines that it printed. */
  List<String> run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines;
    try (Stream<String> out = process.inputReader().lines()) {
      lines = out.toList();
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException("failed: " + String.join(" ", command));
    }
    return lines;
  }
}
