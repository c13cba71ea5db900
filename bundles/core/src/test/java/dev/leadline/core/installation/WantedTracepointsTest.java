package dev.leadline.core.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.format.JsonTracepointFormat;
import dev.leadline.core.probe.Clock;
import dev.leadline.core.tracepoint.Budget;
import dev.leadline.core.tracepoint.LiveTracepoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The index keeps up with what comes and goes. */
class WantedTracepointsTest {

  private final LiveTracepoint first = at("first", "com/acme/Shop.java");
  private final LiveTracepoint second = at("second", "com/acme/Shop.java");
  private final LiveTracepoint elsewhere = at("elsewhere", "org/other/Shop.java");
  private final LiveTracepoint anywhere = at("anywhere", "com/acme/Shop.kt");
  private final WantedTracepoints wanted = new WantedTracepoints();

  private static LiveTracepoint at(String id, String path) {
    return new LiveTracepoint(
        new JsonTracepointFormat()
            .read("test", "{\"ID\": \"" + id + "\", \"path\": \"" + path + "\", \"lineNumber\": 3}")
            .declarations()
            .get(0),
        "test",
        List.of(),
        List.of(),
        Budget.UNLIMITED,
        Clock.SYSTEM);
  }

  private List<List<String>> named(String name) {
    return wanted.named(name).stream()
        .map(file -> file.tracepoints().stream().map(LiveTracepoint::id).toList())
        .toList();
  }

  @Test
  void tracepointsOfOneFileAreTogetherInTheirOrder() {
    wanted.add(List.of(first, elsewhere));
    wanted.add(List.of(second));
    assertThat(named("Shop")).containsExactly(List.of("first", "second"), List.of("elsewhere"));
    wanted.add(List.of(first));
    assertThat(named("Shop"))
        .as("once is enough")
        .containsExactly(List.of("first", "second"), List.of("elsewhere"));
  }

  @Test
  void aFileIsWantedAsLongAsOneOfItsTracepointsIs() {
    wanted.add(List.of(first, second, elsewhere));
    wanted.remove(List.of(first));
    assertThat(named("Shop")).containsExactly(List.of("second"), List.of("elsewhere"));
    assertThat(wanted.mayHold("com.acme.Till")).isTrue();
    wanted.remove(List.of(second));
    assertThat(named("Shop")).containsExactly(List.of("elsewhere"));
    assertThat(wanted.mayHold("com.acme.Till")).isFalse();
    assertThat(wanted.mayHold("org.other.Till")).isTrue();
    wanted.remove(List.of(second, elsewhere));
    assertThat(wanted.isEmpty()).isTrue();
    assertThat(wanted.files()).isEmpty();
    assertThat(wanted.mayHold("org.other.Till")).isFalse();
  }

  @Test
  void aFileWhoseClassesMayBeAnywhereIsLookedForEverywhere() {
    wanted.add(List.of(first));
    assertThat(wanted.mayHold("net.somewhere.Till")).isFalse();
    wanted.add(List.of(anywhere));
    assertThat(wanted.mayHold("net.somewhere.Till")).isTrue();
    wanted.remove(List.of(anywhere));
    assertThat(wanted.mayHold("net.somewhere.Till")).isFalse();
  }

  /** Else the class files of all classes there are would be read for it: seconds, for one name. */
  @Test
  void aClassThatIsNamedByItselfIsLookedForByItsName() {
    LiveTracepoint named =
        new LiveTracepoint(
            new JsonTracepointFormat()
                .read(
                    "test",
                    "{\"ID\": \"named\", \"path\": \"Shop.java\", \"args\": {\"method_name\": \"<init>\","
                        + " \"class_name\": \"com.acme.Shop$Customer\"}}")
                .declarations()
                .get(0),
            "test",
            List.of(),
            List.of(),
            Budget.UNLIMITED,
            Clock.SYSTEM);
    wanted.add(List.of(named));
    assertThat(wanted.mayHold("com.acme.Shop$Customer")).isTrue();
    assertThat(wanted.mayHold("com.acme.Shop")).isTrue();
    assertThat(wanted.mayHold("com.acme.Till")).isFalse();
    assertThat(wanted.mayHold("net.somewhere.Till")).isFalse();
    wanted.remove(List.of(named));
    assertThat(wanted.mayHold("com.acme.Shop$Customer")).isFalse();
  }
}
