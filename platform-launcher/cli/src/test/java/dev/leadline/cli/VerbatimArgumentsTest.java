package dev.leadline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerbatimArgumentsTest {

  @Test
  void takesTheLastArgumentsOfTheProcess() {
    String[] lost = {"exec", "\ufffd\ufffd", "", "x"};
    assertThat(VerbatimArguments.of(lost, "java\0-jar\0leadline.jar\0exec\0\u00fc\0\0x\0"))
        .containsExactly("exec", "\u00fc", "", "x");
  }

  @Test
  void keepsWhatItHasWhenTheProcessHasLess() {
    String[] arguments = {"a", "\u00fc"};
    assertThat(VerbatimArguments.of(arguments, "java\0")).isSameAs(arguments);
  }

  @Test
  void leavesAsciiAlone() {
    String[] arguments = {"exec", "1", "{", "$x"};
    assertThat(VerbatimArguments.of(arguments)).isSameAs(arguments);
  }
}
