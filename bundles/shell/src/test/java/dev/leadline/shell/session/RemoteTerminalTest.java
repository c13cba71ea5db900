package dev.leadline.shell.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.control.WindowSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of keys that are pressed while nobody reads. */
class RemoteTerminalTest {

  private static final String INTERRUPT = "\u0003";

  private final List<Signal> signals = new ArrayList<>();
  private RemoteTerminal terminal;

  @BeforeEach
  void open() throws IOException {
    terminal = new RemoteTerminal("xterm", new WindowSize(80, 24), new ByteArrayOutputStream());
    terminal.handle(Signal.INT, signals::add);
  }

  @AfterEach
  void close() throws IOException {
    terminal.close();
  }

  @Test
  void interruptTakesWhatWasTypedBeforeIt() throws IOException {
    terminal.processInputBytes(("half a li" + INTERRUPT + "whole").getBytes(UTF_8));
    assertThat(signals).containsExactly(Signal.INT);
    assertThat(unread()).isEqualTo("whole");
  }

  @Test
  void interruptTakesWhatCameInEarlierBytes() throws IOException {
    terminal.processInputBytes("half ".getBytes(UTF_8));
    terminal.processInputBytes("a li".getBytes(UTF_8));
    terminal.processInputBytes(INTERRUPT.getBytes(UTF_8));
    assertThat(signals).containsExactly(Signal.INT);
    assertThat(unread()).isEmpty();
  }

  @Test
  void whoeverWantsItKeepsWhatWasTyped() throws IOException {
    Attributes attributes = terminal.getAttributes();
    attributes.setLocalFlag(LocalFlag.NOFLSH, true);
    terminal.setAttributes(attributes);
    terminal.processInputBytes(("half a li" + INTERRUPT).getBytes(UTF_8));
    assertThat(signals).containsExactly(Signal.INT);
    assertThat(unread()).isEqualTo("half a li");
  }

  private String unread() throws IOException {
    byte[] bytes = new byte[terminal.input().available()];
    assertThat(terminal.input().readNBytes(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    return new String(bytes, UTF_8);
  }
}
