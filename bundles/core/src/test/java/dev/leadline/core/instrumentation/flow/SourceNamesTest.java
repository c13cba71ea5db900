package dev.leadline.core.instrumentation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.tree.LocalVariableNode;

class SourceNamesTest {

  @ParameterizedTest
  @CsvSource({
    "$bonus, bonus",
    "bonus$1, bonus",
    "bonus$12, bonus",
    "element$iv, element",
    "element$iv$iv, element",
    "element\\1, element",
    "element\\1\\23, element",
    "bonus, bonus",
    "a$b, a$b",
    "$i$f$forEach, $i$f$forEach",
    "$i$a$-forEach-Depot$work$1, $i$a$-forEach-Depot$work$1",
    "$this$forEach$iv, $this$forEach$iv",
    "$receiver, $receiver",
    "$completion, $completion",
    "$outer, $outer",
    "this$0, this$0",
    "_$1, _$1",
    "$, $",
    "$1, $1",
  })
  void givesRenamedVariablesTheirNamesBack(String name, String source) {
    assertThat(new SourceNames(List.of(variable(name))).of(name)).isEqualTo(source);
  }

  @Test
  void leavesANameToTheVariableThatHasIt() {
    SourceNames names = new SourceNames(List.of(variable("it"), variable("it$iv")));
    assertThat(names.of("it$iv")).isEqualTo("it$iv");
    assertThat(names.of("it")).isEqualTo("it");
  }

  private static LocalVariableNode variable(String name) {
    return new LocalVariableNode(name, "I", null, null, null, 0);
  }
}
