package dev.leadline.core.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodeFindingsTest {

  private final CodeFindings findings = new CodeFindings();

  @Test
  void keepsTheNearestLinesOfAllClasses() {
    findings.missed("A", 50, List.of(10, 20, 70));
    assertThat(findings.nearestLines()).containsExactly(10, 20, 70);
    findings.missed("B", 50, List.of(45, 52, 90));
    assertThat(findings.nearestLines()).containsExactly(20, 45, 52, 70);
    findings.missed("C", 50, List.of(51, 53));
    assertThat(findings.nearestLines()).containsExactly(45, 51, 52, 53);
  }
}
