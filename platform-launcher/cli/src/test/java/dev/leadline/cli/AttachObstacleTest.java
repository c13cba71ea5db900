package dev.leadline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachObstacleTest {

  private static final String SELF = System.getProperty("user.name");
  private static final String HANDLES_QUIT = "SigCgt:\t2000000181005ccf\n";

  @TempDir private Path proc;

  @Test
  void knowsNoneOfAnOrdinaryJvm() throws Exception {
    assertThat(obstacle(SELF, HANDLES_QUIT, "java", "-cp", "x", "Main")).isEmpty();
  }

  @Test
  void knowsNoneWhereTheSystemTellsNothing() {
    assertThat(AttachObstacle.of(jvm(SELF), ProcessFacts.in(proc), "leadline.jar")).isEmpty();
  }

  @Test
  void keepsFromKillingAProcessThatHandlesNoQuit() throws Exception {
    assertThat(obstacle(SELF, "SigCgt:\t0000000000000000\n", "sleep", "9"))
        .hasValueSatisfying(text -> assertThat(text).contains("is no JVM"));
  }

  @Test
  void namesTheOptionThatForbidsIt() throws Exception {
    for (String option : new String[] {"-XX:+DisableAttachMechanism", "-Xrs"}) {
      assertThat(obstacle(SELF, HANDLES_QUIT, "java", option, "Main"))
          .hasValueSatisfying(text -> assertThat(text).contains(option, "-javaagent:leadline.jar"));
    }
  }

  @Test
  void looksIntoTheEnvironmentToo() throws Exception {
    Files.writeString(
        proc.resolve("environ"), "A=b\0JAVA_TOOL_OPTIONS=-Xmx1g -XX:+DisableAttachMechanism\0");
    assertThat(obstacle(SELF, HANDLES_QUIT, "java", "Main"))
        .hasValueSatisfying(text -> assertThat(text).contains("DisableAttachMechanism"));
  }

  @Test
  void readsTheProcessIdThatAContainerHas() throws Exception {
    Files.writeString(proc.resolve("status"), "Name:\tjava\nNSpid:\t4711\t1\n");
    assertThat(ProcessFacts.in(proc).pidInContainer()).hasValue(1L);
    Files.writeString(proc.resolve("status"), "Name:\tjava\nNSpid:\t4711\n");
    assertThat(ProcessFacts.in(proc).pidInContainer()).isEmpty();
  }

  private Optional<String> obstacle(String user, String status, String... arguments)
      throws IOException {
    Files.writeString(proc.resolve("status"), status);
    Files.writeString(proc.resolve("cmdline"), String.join("\0", arguments) + "\0");
    return AttachObstacle.of(jvm(user), ProcessFacts.in(proc), "leadline.jar");
  }

  private static RunningJvm jvm(String user) {
    return new RunningJvm(4711, "Main", "17.0.15", user, Optional.empty());
  }
}
