package dev.leadline.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class AgentArgumentsTest {

  @Test
  void readsNamesAndValues() {
    AgentArguments arguments = AgentArguments.parse("home=/opt/x, boot = sync,,log.file=a=b");
    assertThat(arguments.values())
        .containsExactly(entry("home", "/opt/x"), entry("boot", " sync"), entry("log.file", "a=b"));
    assertThat(arguments.problems()).isEmpty();
  }

  @Test
  void isEmptyForNothing() {
    assertThat(AgentArguments.parse("").values()).isEmpty();
    assertThat(AgentArguments.parse(" , ").problems()).isEmpty();
  }

  @Test
  void takesACommaThatIsQuotedOrEscaped() {
    assertThat(AgentArguments.parse("a=\"x,y\",b=x\\,y,c=\"say \"\"x\"\"\"").values())
        .containsExactly(entry("a", "x,y"), entry("b", "x,y"), entry("c", "say \"x\""));
  }

  @Test
  void leavesTheBackslashesOfWindowsAlone() {
    assertThat(AgentArguments.parse("home=C:\\leadline\\x,run.dir=\\\\host\\share").values())
        .containsExactly(entry("home", "C:\\leadline\\x"), entry("run.dir", "\\\\host\\share"));
  }

  @Test
  void lastOfANameWins() {
    assertThat(AgentArguments.parse("boot=sync,boot=async").values())
        .containsExactly(entry("boot", "async"));
  }

  @Test
  void reportsWhatIsNotNameAndValue() {
    AgentArguments arguments = AgentArguments.parse("sync,=x,home=\"/opt,boot=sync");
    assertThat(arguments.values()).containsExactly(entry("home", "/opt,boot=sync"));
    assertThat(arguments.problems())
        .containsExactly(
            "agent argument 'sync' is not name=value; ignored",
            "agent argument '=x' is not name=value; ignored",
            "agent arguments: a double quote is not closed: home=\"/opt,boot=sync");
  }
}
