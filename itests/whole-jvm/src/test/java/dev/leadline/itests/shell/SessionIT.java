package dev.leadline.itests.shell;

import static dev.leadline.itests.shell.ExecIT.UNTOUCHED;
import static dev.leadline.itests.shell.ExecIT.audit;
import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Mirror;
import dev.leadline.itests.jvm.Cli;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.Jdk;
import dev.leadline.itests.jvm.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal. */
class SessionIT {

  private static final String PROMPT = "leadline>";

  @TempDir private Path directory;

  @EveryJdk
  void isAShellAsPeopleKnowThem(Jdk jdk) throws Exception {
    Tmux.assumePresent();
    Files.writeString(directory.resolve("poem.txt"), "roses\nviolets\n");
    try (ForkedJvm jvm = start(jdk);
        Tmux terminal = open(jdk, jvm)) {
      // Completion: commands, what a command offers, files.
      terminal.type("vers").press("Tab").awaitText(PROMPT + " version").press("Enter");
      terminal.awaitText("Leadline 0.").awaitLastLine(PROMPT);
      terminal.type("help prov").press("Tab").awaitText("help providers");
      // As at any terminal, Ctrl-C takes what is typed ahead of the next prompt with it.
      terminal.press("C-c").awaitLastLine(PROMPT);
      terminal.type("cat po").press("Tab").awaitText("cat poem.txt").press("Enter");
      terminal.awaitText("violets").awaitLastLine(PROMPT);

      // Pipes and variables.
      terminal.enter("cat poem.txt | grep ros").awaitText("roses").awaitLastLine(PROMPT);
      terminal.enter("x = seven").enter("echo \"<$x>\"").awaitText("<seven>");

      // History.
      terminal.press("Up", "Up", "Up").awaitText(PROMPT + " cat poem.txt | grep ros");
      terminal.press("C-c").awaitLastLine(PROMPT);

      // Mistakes are sentences.
      terminal.enter("nosuch").awaitText("there is no command nosuch").awaitLastLine(PROMPT);
      assertThat(terminal.colours()).contains("[31m");

      // Ctrl-C ends what runs, and not the session; at the prompt it ends the line.
      terminal.enter("sleep 600");
      jvm.await("the command", () -> audit(jvm).stream().anyMatch(l -> l.endsWith("sleep 600")));
      terminal.press("C-c").awaitLastLine(PROMPT);
      terminal.type("half a li").press("C-c").awaitLastLine(PROMPT);

      terminal.enter("exit").awaitLastLine("ready$");
      terminal.enter("echo status $?").awaitText("status 0");
      // The terminal is as it was.
      terminal.enter("stty -a").awaitText("icanon").awaitText(" echo ");
      assertThat(terminal.screen()).doesNotContain("-icanon").doesNotContain("-echo ");
      finish(jvm);
    }
  }

  @EveryJdk
  void completesPlacesVariablesTracepointsAndMetrics(Jdk jdk) throws Exception {
    Tmux.assumePresent();
    int line = lineOf("String now =");
    try (ForkedJvm jvm = start(jdk);
        Tmux terminal = open(jdk, jvm)) {
      jvm.send("before").awaitLine("before: " + UNTOUCHED);
      terminal.type("tp:add Mir").press("Tab").awaitText(PROMPT + " tp:add Mirror.java:");
      terminal.press("Tab").awaitText("Mirror.java:" + line);
      assertThat(terminal.screen()).contains("(answer(String, String[], String))");
      terminal.type(line + " mirrored -t hist").press("Tab").awaitText(" -t histogram");
      terminal.type("-v li").press("Tab").awaitText(" -v line").type(".length()");
      terminal.type(" -l of=arg").press("Tab").awaitText(" -l of=arguments").type(".length");
      terminal.press("Enter").awaitText("tracepoint mirrored: INSTALLED, 1 probe");
      terminal.awaitLastLine(PROMPT);

      terminal.type("tp:show mir").press("Tab").awaitText(PROMPT + " tp:show mirrored");
      terminal.press("Enter").awaitText("where     Mirror.java:" + line).awaitLastLine(PROMPT);
      jvm.send("seven").awaitLine("seven: " + UNTOUCHED);
      terminal.type("metrics:show mir").press("Tab").awaitText("metrics:show mirrored");
      terminal.press("Enter").awaitText("of=0: 1 value, mean 5").awaitLastLine(PROMPT);

      terminal.press("C-l");
      terminal.type("tp:add Mirror.java#ma").press("Tab").awaitText("tp:add Mirror.java#main");
      terminal.type("whole --stage method_e").press("Tab").awaitText("--stage method_end");
      terminal.press("C-c").awaitLastLine(PROMPT);
      terminal.press("C-l");
      terminal.type("code:check Mirror.java:" + line + " prop").press("Tab");
      terminal.awaitText(" properties").press("C-c").awaitLastLine(PROMPT);
      terminal.press("C-l");
      terminal.type("tp:list --state INS").press("Tab").awaitText("--state INSTALLED");
      terminal.press("C-c").awaitLastLine(PROMPT);
      terminal.enter("tp:remove --all").awaitText("removed tracepoint mirrored");
      terminal.enter("exit").awaitLastLine("ready$");
      finish(jvm);
    }
  }

  @EveryJdk
  void takesLeadlineOutWhenItsContainerIsStopped(Jdk jdk) throws Exception {
    Tmux.assumePresent();
    Cli cli = new Cli(jdk, directory);
    try (ForkedJvm jvm = start(jdk);
        Tmux other = open(jdk, jvm, "other");
        Tmux terminal = open(jdk, jvm)) {
      String pid = Long.toString(jvm.pid());
      terminal.enter("tp:add Mirror.java#main mirrored").awaitLastLine(PROMPT);

      terminal.enter("stop 0");
      terminal.awaitText("Leadline leaves process " + pid + "; the application goes on");
      terminal.awaitLastLine("ready$");
      terminal.enter("echo status $?").awaitText("status 0");
      terminal.enter("stty -a").awaitText("icanon");
      assertThat(terminal.screen()).doesNotContain("-icanon").doesNotContain("-echo ");
      other.awaitText("the JVM, or Leadline in it, has stopped").awaitLastLine("ready$");
      String out = "(?m)^" + pid + " .* - +com.acme.Mirror";
      jvm.await("its end", () -> Pattern.compile(out).matcher(cli.run("jvms").out()).find());
      assertThat(jvm.jvmDirectory()).isDirectoryNotContaining("glob:**{control,cache}");
      assertThat(cli.run("exec", pid, "version").status()).isEqualTo(3);
      jvm.send("between").awaitLine("between: " + UNTOUCHED);

      assertThat(cli.run("attach", pid, "prometheus.port=0").ok()).startsWith("Leadline is in ");
      assertThat(cli.run("exec", pid, "tp:list").ok()).contains("there are no tracepoints");
      // And so for one who types no more than this.
      assertThat(cli.run("exec", pid, "stop", "0").ok()).startsWith("Leadline leaves process ");
      jvm.await("its end", () -> cli.run("exec", pid, "version").status() == 3);
      finish(jvm);
    }
  }

  @EveryJdk
  void remembersLinesOfEarlierSessionsAndTheSizeOfTheTerminal(Jdk jdk) throws Exception {
    Tmux.assumePresent();
    try (ForkedJvm jvm = start(jdk);
        Tmux terminal = open(jdk, jvm)) {
      terminal.enter("echo one").awaitText("one\n").awaitLastLine(PROMPT);
      terminal.press("C-d").awaitLastLine("ready$");
      terminal
          .enter(command(jdk, "shell", jvm))
          .await("a prompt", s -> s.split(PROMPT, -1).length > 3);
      terminal.resize(60, 20);
      terminal.press("Up", "Up").awaitText("echo one").press("C-c").awaitLastLine(PROMPT);
      terminal.enter("help version").awaitLastLine(PROMPT);
      terminal.enter("exit").awaitLastLine("ready$");
      assertThat(jvm.jvmDirectory().resolveSibling("shell-history")).content().contains("echo one");
      finish(jvm);
    }
  }

  @EveryJdk
  void doesNotHoldTheJvm(Jdk jdk) throws Exception {
    Tmux.assumePresent();
    try (ForkedJvm jvm = start(jdk);
        Tmux idle = open(jdk, jvm);
        Tmux busy = open(jdk, jvm, "busy")) {
      busy.enter("while {true} {sleep 1}");
      jvm.await("the loop", () -> audit(jvm).stream().anyMatch(l -> l.contains("while")));
      jvm.send("inside").awaitLine("inside: " + UNTOUCHED);
      long begin = System.nanoTime();
      finish(jvm);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
      idle.awaitText("the JVM, or Leadline in it, has stopped").awaitLastLine("ready$");
      busy.awaitText("the JVM, or Leadline in it, has stopped").awaitLastLine("ready$");
    }
  }

  @EveryJdk
  void endsWhatRunsWhenThePersonGoes(Jdk jdk) throws Exception {
    Tmux.assumePresent();
    try (ForkedJvm jvm = start(jdk)) {
      try (Tmux terminal = open(jdk, jvm)) {
        terminal.enter("sleep 600");
        jvm.await("the command", () -> audit(jvm).stream().anyMatch(l -> l.endsWith("sleep 600")));
      }
      jvm.await(
          "the end of the session",
          () -> audit(jvm).stream().anyMatch(line -> line.endsWith("shell: ends")));
      finish(jvm);
    }
  }

  @EveryJdk
  void wantsATerminal(Jdk jdk) throws Exception {
    try (ForkedJvm jvm = start(jdk)) {
      Cli.Outcome outcome = new Cli(jdk, directory).run("shell", Long.toString(jvm.pid()));
      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.err()).contains("`shell` wants a terminal");
      finish(jvm);
    }
  }

  private Tmux open(Jdk jdk, ForkedJvm jvm) throws IOException, InterruptedException {
    return open(jdk, jvm, "terminal");
  }

  private Tmux open(Jdk jdk, ForkedJvm jvm, String name) throws IOException, InterruptedException {
    Path socket = Files.createDirectories(directory.resolve(name));
    Tmux terminal =
        Tmux.open(socket, Map.of("LEADLINE_RUN_DIR", directory.resolve("run").toString()));
    terminal.enter("cd " + directory);
    terminal.enter(command(jdk, "shell", jvm));
    return terminal.awaitText("TAB completes").awaitLastLine(PROMPT);
  }

  private String command(Jdk jdk, String command, ForkedJvm jvm) {
    List<String> words =
        new Cli(jdk, directory).command(List.of(), command, Long.toString(jvm.pid()));
    return String.join(" ", words);
  }

  private ForkedJvm start(Jdk jdk) throws IOException {
    return ForkedJvm.on(jdk, directory)
        .java("-XX:+EnableDynamicAgentLoading")
        .main(Mirror.class)
        .start()
        .awaitLine("ready")
        .awaitRunning();
  }

  private static int lineOf(String text) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("src/main/java/com/acme/Mirror.java"));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError("no line has " + text);
  }

  private static void finish(ForkedJvm jvm) throws Exception {
    jvm.send("end").awaitLine("end: " + UNTOUCHED).endInput();
    assertThat(jvm.awaitExit()).isZero();
    assertThat(jvm.err()).isEmpty();
  }
}
