package dev.leadline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.agent.settings.Setting;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLineTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void explainsEveryCommandAndEverySetting() {
    assertThat(run("--help")).isZero();
    for (String command : List.of("jvms", "attach", "exec", "shell", "stop", "version")) {
      assertThat(out.toString()).containsPattern("(?m)^  " + command + " ");
      assertThat(run(command, "--help")).isZero();
      assertThat(out.toString()).contains("Usage: leadline " + command);
    }
    for (Setting setting : Setting.values()) {
      assertThat(out.toString()).containsPattern("(?m)^  " + setting.key() + " ");
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void answersMistakesWithASentenceAndNoStackTrace() {
    for (String[] mistake :
        List.of(
            new String[] {"nosuch"},
            new String[] {"attach"},
            new String[] {"attach", "me"},
            new String[] {"attach", "1", "port"},
            new String[] {"jvms", "--xml"},
            new String[] {"exec"})) {
      err.getBuffer().setLength(0);
      assertThat(run(mistake)).as(List.of(mistake).toString()).isEqualTo(ExitStatus.USAGE);
      assertThat(err.toString())
          .startsWith("leadline: ")
          .doesNotContain("\tat ")
          .hasLineCount(err.toString().contains("See `") ? 2 : 1);
    }
  }

  @Test
  void takesWhatFollowsACommandOfExecAsItIs() {
    CommandLine line = commandLine();
    CommandLine.ParseResult parsed =
        line.parseArgs("exec", "--run-dir=/x", "12", "tp:add", "-t", "--help", "--", "@f", "");
    assertThat(parsed.subcommand().matchedPositionalValue(0, List.of()))
        .isEqualTo(List.of("12", "tp:add", "-t", "--help", "--", "@f", ""));
    assertThat(parsed.subcommand().isUsageHelpRequested()).isFalse();
  }

  private int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  private CommandLine commandLine() {
    return CommandLineEntry.commandLine(
        new Installation(new File("/nowhere/leadline.jar")),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }
}
