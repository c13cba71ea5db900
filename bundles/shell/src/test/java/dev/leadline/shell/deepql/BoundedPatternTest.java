package dev.leadline.shell.deepql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedPatternTest {

  @Test
  void findsAnywhere() {
    assertThat(BoundedPattern.of("acme/.*").orElseThrow().isIn("com/acme/Shop.java"))
        .hasValue(true);
    assertThat(BoundedPattern.of("^acme").orElseThrow().isIn("com/acme/Shop.java")).hasValue(false);
    assertThat(BoundedPattern.of("(").isPresent()).isFalse();
  }

  @Test
  void givesUpWhatWouldTakeForEver() {
    assertThat(BoundedPattern.of("a*a*a*a*a*c").orElseThrow().isIn("a".repeat(60) + "b")).isEmpty();
    assertThat(BoundedPattern.of("(.|x)*y").orElseThrow().isIn("x".repeat(100_000))).isEmpty();
  }
}
