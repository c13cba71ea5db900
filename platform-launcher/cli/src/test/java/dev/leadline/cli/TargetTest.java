package dev.leadline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leadline.control.ControlDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetTest {

  private static final List<String> WORDS = List.of("tp:list", "-v");

  @Test
  void isTheOnlyJvmThatHasAnAgent() throws CliException {
    Target target = Target.only(List.of(jvm(1, false), jvm(2, true), jvm(3, false)), WORDS);

    assertThat(target.jvm().pid()).isEqualTo(2);
    assertThat(target.rest()).isEqualTo(WORDS);
  }

  @Test
  void hasToBeSaidWhereThereAreSeveral() {
    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> Target.only(List.of(jvm(2, true), jvm(3, true)), WORDS))
        .satisfies(
            refused -> {
              assertThat(refused.status()).isEqualTo(ExitStatus.NOT_REACHED);
              assertThat(refused.text()).contains("2 JVMs", "2 (Main2)", "3 (Main3)");
            });
  }

  @Test
  void isMissingWhereNoneHasAnAgent() {
    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> Target.only(List.of(jvm(1, false)), WORDS))
        .satisfies(refused -> assertThat(refused.text()).contains("leadline attach PID"));
  }

  private static RunningJvm jvm(long pid, boolean isAttached) {
    return new RunningJvm(
        pid,
        "Main" + pid,
        "17",
        "ann",
        isAttached
            ? Optional.of(ControlDirectory.in(Path.of("run", "jvm-" + pid)))
            : Optional.empty());
  }
}
