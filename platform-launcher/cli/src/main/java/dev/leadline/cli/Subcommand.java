package dev.leadline.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command needs. */
abstract class Subcommand {

  private final LeadlineCommand root;

  @Spec private @Nullable CommandSpec spec;

  Subcommand(LeadlineCommand root) {
    this.root = root;
  }

  final LeadlineCommand root() {
    return root;
  }

  final PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  final PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }
}
