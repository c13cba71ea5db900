package dev.leadline.itests.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Echo;
import com.sun.tools.attach.VirtualMachine;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Dynamic attach. */
class AttachIT {

  @TempDir private Path directory;

  @EveryJdk
  void startsInARunningJvmOnce(Jdk jdk) throws Exception {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory)
            .withoutAgent()
            .java("-XX:+EnableDynamicAgentLoading")
            .main(Echo.class)
            .start()) {
      jvm.awaitLine("ready");
      attach(jvm);
      jvm.awaitRunning();
      attach(jvm);
      jvm.send("on").awaitLine("echo on").endInput();
      assertThat(jvm.awaitExit()).isZero();
      assertThat(jvm.out()).containsExactly("ready", "echo on");
      assertThat(jvm.err())
          .containsExactly(
              "leadline: already in this JVM, from "
                  + Distribution.jar()
                  + "; the second agent does nothing");
    }
  }

  @EveryJdk
  void startsAtASecondAttemptAfterAFailure(Jdk jdk) throws Exception {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk, directory)
            .with("run.dir", "/dev/null/run")
            .java("-XX:+EnableDynamicAgentLoading", "-Dleadline.boot=sync")
            .main(Echo.class)
            .start()) {
      jvm.awaitLine("ready");
      assertThat(jvm.err()).hasSize(1);
      attach(jvm);
      jvm.endInput();
      assertThat(jvm.awaitExit()).isZero();
      Path log = directory.resolve("run/jvm-" + jvm.pid() + "/leadline.log");
      assertThat(log).content().contains("running after");
    }
  }

  private void attach(ForkedJvm jvm) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
    try {
      machine.loadAgent(
          Distribution.jar().toString(),
          "run.dir=" + directory.resolve("run") + ",prometheus.port=0");
    } finally {
      machine.detach();
    }
  }
}
