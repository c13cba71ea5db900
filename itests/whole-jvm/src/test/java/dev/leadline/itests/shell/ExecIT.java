package dev.leadline.itests.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Mirror;
import com.acme.plugin.GreetingCommands;
import dev.leadline.itests.jvm.Cli;
import dev.leadline.itests.jvm.Cli.Outcome;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** One command in a JVM that runs. */
class ExecIT {

  private static final List<String> AWKWARD =
      List.of(
          "{", "}", "$x", ">", "|", ";", "a b", "it's", "\"", "", "*", "--help", "-x", "@f",
          "ünï€");

  @TempDir private Path directory;

  @EveryJdk
  void handsOverArgumentsAsTheyAreTyped(Jdk jdk) throws Exception {
    try (ForkedJvm jvm = start(jdk)) {
      String pid = Long.toString(jvm.pid());
      String[] command = new String[AWKWARD.size() + 3];
      command[0] = "exec";
      command[1] = pid;
      command[2] = "version";
      for (int i = 0; i < AWKWARD.size(); i++) {
        command[i + 3] = AWKWARD.get(i);
      }
      // In a locale that knows ASCII alone, as in most containers, and in another.
      for (String locale : List.of("C", "C.UTF-8")) {
        Outcome outcome = new Cli(jdk, directory).run(Map.of("LC_ALL", locale), command);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
      }
      assertThat(audit(jvm))
          .filteredOn(line -> line.contains(" exec version "))
          .hasSize(2)
          .allMatch(
              line ->
                  line.endsWith(
                      "version '{' '}' '$x' '>' '|' ';' 'a b' 'it'\\''s' '\"' '' '*' --help -x @f"
                          + " 'ünï€'"));
      finish(jvm);
    }
  }

  @EveryJdk
  void endsWithTheStatusOfTheCommand(Jdk jdk) throws Exception {
    Cli cli = new Cli(jdk, directory);
    try (ForkedJvm jvm = start(jdk)) {
      String pid = Long.toString(jvm.pid());
      assertThat(cli.run("exec", pid, "version").ok())
          .matches("Leadline \\S+ in process " + pid + ", Java " + jdk.version() + ".*\n");
      Outcome unknown = cli.run("exec", pid, "nosuch", "x");
      assertThat(unknown.status()).isEqualTo(2);
      assertThat(unknown.err()).contains("there is no command nosuch").hasLineCount(1);
      assertThat(unknown.out()).isEmpty();
      assertThat(cli.run("exec", pid, "headers", "9999").status()).isEqualTo(1);
      assertThat(cli.run("exec", pid, "lb").ok()).contains("Leadline core");
      assertThat(cli.run("exec", pid, "help").ok()).contains("lists the commands");
      finish(jvm);
      Outcome gone = cli.run("exec", pid, "version");
      assertThat(gone.status()).isNotZero();
      assertThat(gone.err()).contains("there is no process " + pid);
    }
  }

  @EveryJdk
  void servesSeveralClientsAndEndsACommandWhoseClientGoes(Jdk jdk) throws Exception {
    Cli cli = new Cli(jdk, directory);
    try (ForkedJvm jvm = start(jdk)) {
      String pid = Long.toString(jvm.pid());
      Process slow = cli.start("exec", pid, "sleep", "600");
      jvm.await("the slow command", () -> audit(jvm).stream().anyMatch(l -> l.contains("sleep")));
      assertThat(cli.run("exec", pid, "version").ok()).contains(pid);
      slow.destroy();
      jvm.await(
          "its end",
          () -> audit(jvm).stream().anyMatch(l -> l.matches(".*#1 status \\d+ after.*")));
      finish(jvm);
    }
  }

  @EveryJdk
  void runsCommandsOfOtherBundlesWithTheirOutputForThePersonAlone(Jdk jdk) throws Exception {
    Path plugins = Files.createDirectories(directory.resolve("plugins"));
    Distribution.writeJar(
        plugins.resolve("greeting.jar"),
        Map.of(
            "Bundle-ManifestVersion", "2",
            "Bundle-SymbolicName", "com.acme.greeting",
            "Bundle-Activator", GreetingCommands.class.getName(),
            "Import-Package", "org.osgi.framework"),
        GreetingCommands.class);
    Cli cli = new Cli(jdk, directory);
    try (ForkedJvm jvm = start(jdk)) {
      String pid = Long.toString(jvm.pid());
      jvm.await("the bundle", () -> cli.run("exec", pid, "help").out().contains("acme:greet"));
      Outcome greeting = cli.run("exec", pid, "acme:greet", "$you {x}");
      assertThat(greeting.out()).isEqualTo("hello $you {x}\n");
      assertThat(greeting.err()).isEqualTo("and goodbye\n");
      assertThat(greeting.status()).isZero();
      assertThat(cli.run("exec", pid, "acme:add", "2", "3").ok()).isEqualTo("5\n");
      Outcome failure = cli.run("exec", pid, "acme:fail");
      assertThat(failure.status()).isEqualTo(1);
      assertThat(failure.err()).isEqualTo("acme:fail: as it should\n");
      finish(jvm);
    }
  }

  @EveryJdk
  void managesBundlesAndSaysWhenThatFails(Jdk jdk) throws Exception {
    Path jar = directory.resolve("greeting.jar");
    Distribution.writeJar(
        jar,
        Map.of(
            "Bundle-ManifestVersion", "2",
            "Bundle-SymbolicName", "com.acme.greeting",
            "Bundle-Version", "1.0.0",
            "Bundle-Activator", GreetingCommands.class.getName(),
            "Import-Package", "org.osgi.framework"),
        GreetingCommands.class);
    Cli cli = new Cli(jdk, directory);
    try (ForkedJvm jvm = start(jdk)) {
      String pid = Long.toString(jvm.pid());
      String installed = cli.run("exec", pid, "install", jar.toUri().toString()).ok();
      assertThat(installed).matches("Bundle ID: \\d+\n");
      String bundle = installed.replaceAll("\\D", "");
      assertThat(cli.run("exec", pid, "start", bundle).ok()).isEmpty();
      assertThat(cli.run("exec", pid, "acme:add", "2", "3").ok()).isEqualTo("5\n");
      assertThat(cli.run("exec", pid, "stop", bundle).ok()).isEmpty();
      assertThat(cli.run("exec", pid, "acme:add", "2", "3").status()).isEqualTo(2);
      cli.run("exec", pid, "update", bundle).ok();
      assertThat(cli.run("exec", pid, "headers", bundle).ok()).contains("com.acme.greeting");
      assertThat(cli.run("exec", pid, "uninstall", bundle).ok()).isEmpty();
      assertThat(cli.run("exec", pid, "lb").ok()).doesNotContain("com.acme.greeting");

      for (List<String> mistake :
          List.of(
              List.of("start", bundle),
              List.of("start", "9999"),
              List.of("install", "file:/nowhere.jar"))) {
        String[] command = {"exec", pid, mistake.get(0), mistake.get(1)};
        Outcome outcome = cli.run(command);
        assertThat(outcome.status()).as(mistake.toString()).isEqualTo(1);
        assertThat(outcome.err()).startsWith(mistake.get(0) + ": ").hasLineCount(1);
      }
      finish(jvm);
    }
  }

  @EveryJdk
  void leavesTheApplicationsStreamsAndPropertiesAlone(Jdk jdk) throws Exception {
    Cli cli = new Cli(jdk, directory);
    try (ForkedJvm jvm = start(jdk)) {
      jvm.send("before").awaitLine("before: " + UNTOUCHED);
      cli.run("exec", Long.toString(jvm.pid()), "lb").ok();
      cli.run("exec", Long.toString(jvm.pid()), "help").ok();
      jvm.send("after").awaitLine("after: " + UNTOUCHED);
      finish(jvm);
    }
  }

  @EveryJdk
  void runsAScript(Jdk jdk) throws Exception {
    Files.writeString(directory.resolve("script"), "echo hello from $1 | grep hello\necho bye\n");
    try (ForkedJvm jvm = start(jdk)) {
      assertThat(
              new Cli(jdk, directory)
                  .run("exec", Long.toString(jvm.pid()), "source", "script", "here")
                  .ok())
          .isEqualTo("hello from here\nbye\n");
      finish(jvm);
    }
  }

  @EveryJdk
  void refusesAWrongTokenAndSaysSo(Jdk jdk) throws Exception {
    Cli cli = new Cli(jdk, directory);
    try (ForkedJvm jvm = start(jdk)) {
      String pid = Long.toString(jvm.pid());
      Path control = jvm.jvmDirectory().resolve("control");
      assertThat(mode(control)).isEqualTo("rwx------");
      assertThat(mode(control.resolve("leadline-" + pid + ".sock"))).isEqualTo("rw-------");
      assertThat(mode(control.resolve("token"))).isEqualTo("rw-------");

      Files.writeString(control.resolve("token"), "0".repeat(64));
      Outcome refused = cli.run("exec", pid, "version");
      assertThat(refused.status()).isEqualTo(3);
      assertThat(refused.err()).contains("the token is not that of this JVM").hasLineCount(1);

      Files.writeString(control.resolve("token"), "nonsense");
      assertThat(cli.run("exec", pid, "version").err()).contains("does not hold a token");
      Files.delete(control.resolve("token"));
      assertThat(cli.run("exec", pid, "version").status()).isEqualTo(3);
      assertThat(audit(jvm)).singleElement().asString().contains("refused: the token");
      finish(jvm);
    }
  }

  private ForkedJvm start(Jdk jdk) throws IOException {
    Files.createDirectories(directory.resolve("plugins"));
    return ForkedJvm.on(jdk, directory)
        .with("plugins.dir", directory.resolve("plugins"))
        .main(Mirror.class)
        .start()
        .awaitLine("ready")
        .awaitRunning();
  }

  static final String UNTOUCHED =
      "streams true, properties true, others that hold the JVM 0, threads of main's group 1";

  /** The application has written nothing but what it was asked to. */
  private static void finish(ForkedJvm jvm) throws Exception {
    jvm.endInput();
    assertThat(jvm.awaitExit()).isZero();
    assertThat(jvm.out()).allMatch(line -> line.equals("ready") || line.endsWith(UNTOUCHED));
    assertThat(jvm.err()).isEmpty();
  }

  static List<String> audit(ForkedJvm jvm) throws IOException {
    Path file = jvm.jvmDirectory().resolve("audit.log");
    return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
