package com.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sample in a JVM of its own, as the demo and the whole-JVM tests start it. */
class MainTest {
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endProcesses() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void makesExactlySoManySessionsAndThenWaitsForALine() throws Exception {
    Process shop = start("--calls", "10007", "--threads", "4");
    try (var output = shop.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).isEqualTo("shop: open, pid " + shop.pid());
      assertThat(output.readLine())
          .startsWith("shop: 10007 sessions created, 10007 destroyed, 1001 orders, ");
      assertThat(shop.isAlive()).isTrue();
      tell(shop, "\n");
      assertEnded(shop, 0);
    }
  }

  @Test
  void startsOnlyWhenToldToWhenItWaits() throws Exception {
    Process shop = start("--calls", "10", "--wait");
    try (var output = shop.inputReader(StandardCharsets.UTF_8)) {
      output.readLine();
      tell(shop, "go\n\n");
      assertThat(output.readLine()).startsWith("shop: 10 sessions created");
      assertEnded(shop, 0);
    }
  }

  @Test
  void endsOnQuitWithEverySessionDestroyed() throws Exception {
    Process shop = start("--rate", "500");
    try (var output = shop.inputReader(StandardCharsets.UTF_8)) {
      output.readLine();
      tell(shop, "what\nquit\n");
      assertThat(output.readLine()).matches("shop: (\\d+) sessions created, \\1 destroyed, .*");
      assertEnded(shop, 0);
    }
  }

  @Test
  void endsAfterItsTimeThoughNobodyTellsItTo() throws Exception {
    Process shop = start("--seconds", "1", "--threads", "2", "--rate", "0");
    shop.getOutputStream().close();
    try (var output = shop.inputReader(StandardCharsets.UTF_8)) {
      output.readLine();
      assertThat(output.readLine()).isEqualTo("shop: time to close");
      assertEnded(shop, 0);
    }
  }

  @Test
  void explainsABadCommandLine() throws Exception {
    Process shop = start("--rates", "5");
    try (var errors = shop.errorReader(StandardCharsets.UTF_8)) {
      assertThat(errors.readLine()).isEqualTo("--rates is unknown");
      assertThat(errors.readLine()).isEqualTo(Options.USAGE);
      assertEnded(shop, 2);
    }
  }

  @Test
  void readsItsOptions() {
    assertThat(Options.parse()).isEqualTo(new Options(0, 4, 200, 0, false));
    assertThat(Options.parse("--calls", "5")).isEqualTo(new Options(0, 4, 0, 5, false));
    assertThat(Options.parse("--rate", "7", "--calls", "5", "--wait"))
        .isEqualTo(new Options(0, 4, 7, 5, true));
    assertThatThrownBy(() -> Options.parse("--threads", "0"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Options.parse("--threads"))
        .hasMessage("--threads is unknown or lacks its value");
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", Path.of("target", "classes").toString(), "com.acme.Main"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  private static void tell(Process process, String text) throws IOException {
    Writer input = process.outputWriter(StandardCharsets.UTF_8);
    input.write(text);
    input.flush();
  }

  private static void assertEnded(Process process, int status) throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(status);
  }
}
