package dev.leadline.core.linking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.probe.CostMeter;
import dev.leadline.core.tally.LongTally;
import dev.leadline.core.tally.ThreadSheets;
import org.junit.jupiter.api.BeforeEach;

/** All of it again, of hits that have nothing to find out: almost all are of that kind. */
class ProbeBodyOnABusyThreadTest extends ProbeBodyTest {

  private static final int ENOUGH = 100_000;

  @BeforeEach
  void givesThisThreadASheetAndHasTheMeterLookAway() {
    ThreadSheets.sweep();
    LongTally busy = new LongTally();
    for (int i = 0; i < ENOUGH && ThreadSheets.free() == null; i++) {
      busy.add(1);
      ThreadSheets.offer();
    }
    assertThat(ThreadSheets.free()).isNotNull();
    for (int i = 0; i < ENOUGH && meter.isAttentive(); i++) {
      long start = meter.enter();
      assertThat(start).isNotEqualTo(CostMeter.UNWATCHED);
      meter.leave(start, false);
    }
    assertThat(meter.isAttentive()).isFalse();
  }
}
