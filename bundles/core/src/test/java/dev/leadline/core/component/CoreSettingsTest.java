package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.tracepoint.Budget;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is in force when nothing is said, and by which names it is changed. */
class CoreSettingsTest {

  private final List<String> heard = new ArrayList<>();

  @Test
  void isAsTheContractSaysWhenNothingIsSaid() {
    assertThat(read(Map.of()))
        .isEqualTo(
            new Core.Settings(
                "", false, true, false, new Budget(1), List.of(), false, Optional.empty()));
    assertThat(heard).isEmpty();
  }

  @Test
  void readsEverySettingByItsName() {
    Core.Settings settings =
        read(
            Map.of(
                "leadline.metrics.namespace", " shop ",
                "leadline.metrics.retain", "true",
                "leadline.metrics.self", "false",
                "leadline.instrument.jdk", "true",
                "leadline.budget.percent", "2.5",
                "leadline.source.directories", "a" + File.pathSeparator + " b ",
                "leadline.boot", "sync"));
    assertThat(settings)
        .isEqualTo(
            new Core.Settings(
                "shop",
                true,
                false,
                true,
                new Budget(2.5),
                List.of(Path.of("a"), Path.of("b")),
                true,
                Optional.empty()));
  }

  @Test
  void hasItsDefaultBudgetWhenThatCannotBeReadAndSaysSo() {
    for (String wrong : List.of("-1", "much", "NaN", "Infinity")) {
      assertThat(read(Map.of("leadline.budget.percent", wrong)).budget()).isEqualTo(new Budget(1));
    }
    assertThat(heard)
        .hasSize(4)
        .contains("leadline.budget.percent is no number from 0 on: \"much\"; 1 is in force");
  }

  @Test
  void leavesTheClassesOfTheFrameworksLoaderAloneUnlessThatIsTheApplications() {
    ClassLoader platform = new ClassLoader(null) {};
    assertThat(CoreSettings.read(name -> null, platform, new QuietLogger()).platform())
        .containsSame(platform);
  }

  private Core.Settings read(Map<String, String> properties) {
    QuietLogger log = new QuietLogger();
    log.tell(heard::add);
    return CoreSettings.read(properties::get, ClassLoader.getSystemClassLoader(), log);
  }
}
