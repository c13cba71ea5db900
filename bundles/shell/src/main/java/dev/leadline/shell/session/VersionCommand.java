package dev.leadline.shell.session;

import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.command.ShellCommand;
import java.util.List;

/** {@code version}: of Leadline in this JVM, and of the JVM. */
public final class VersionCommand implements ShellCommand {

  private final String version;

  public VersionCommand(String version) {
    this.version = version;
  }

  @Override
  public String scope() {
    return "";
  }

  @Override
  public String name() {
    return "version";
  }

  @Override
  public String summary() {
    return "the version of Leadline and of the JVM that it is in";
  }

  @Override
  public int run(Console console, List<String> arguments) {
    console
        .out()
        .println(
            "Leadline "
                + version
                + " in process "
                + ProcessHandle.current().pid()
                + ", Java "
                + System.getProperty("java.version"));
    return OK;
  }

  @Override
  public List<Candidate> complete(List<String> words) {
    return List.of();
  }
}
