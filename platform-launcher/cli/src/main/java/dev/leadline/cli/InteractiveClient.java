package dev.leadline.cli;

import dev.leadline.control.ShellRequest;
import dev.leadline.control.WindowSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/**
 * The person's end of a session: every key goes to the JVM as it is, Ctrl-C too, and what comes
 * from there to the screen.
 */
final class InteractiveClient {

  private static final String DEFAULT_TYPE = "xterm";

  private final ControlClient client;

  InteractiveClient(ControlClient client) {
    this.client = client;
  }

  /** Returns when the session ends, with its status. */
  int run() throws CliException, IOException {
    ExecTerminalProvider provider = new ExecTerminalProvider();
    if (!provider.isSystemStream(SystemStream.Input)
        || !provider.isSystemStream(SystemStream.Output)) {
      throw new CliException(
          ExitStatus.USAGE,
          "`shell` wants a terminal; for scripts there is `exec PID source FILE`, and for one"
              + " command `exec PID COMMAND`");
    }
    String type = System.getenv("TERM");
    try (Terminal terminal =
        provider.sysTerminal(
            "leadline",
            type == null ? DEFAULT_TYPE : type,
            true,
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_8,
            true,
            SignalHandler.SIG_IGN,
            true,
            SystemStream.Output)) {
      Attributes before = terminal.getAttributes();
      try {
        terminal.setAttributes(raw(before));
        client.openShell(
            new ShellRequest(
                type == null ? DEFAULT_TYPE : type,
                Path.of("").toAbsolutePath(),
                window(terminal)));
        terminal.handle(Signal.WINCH, signal -> client.resize(window(terminal)));
        startKeyboard();
        return client.copyUntilExit();
      } finally {
        terminal.setAttributes(before);
      }
    }
  }

  /** No key means anything here. */
  private static Attributes raw(Attributes before) {
    Attributes raw = new Attributes(before);
    for (LocalFlag flag :
        new LocalFlag[] {LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.ISIG, LocalFlag.IEXTEN}) {
      raw.setLocalFlag(flag, false);
    }
    for (InputFlag flag :
        new InputFlag[] {InputFlag.ICRNL, InputFlag.INLCR, InputFlag.IGNCR, InputFlag.IXON}) {
      raw.setInputFlag(flag, false);
    }
    raw.setOutputFlag(OutputFlag.OPOST, false);
    return raw;
  }

  private static WindowSize window(Terminal terminal) {
    Size size = terminal.getSize();
    return new WindowSize(size.getColumns(), size.getRows());
  }

  private void startKeyboard() {
    Thread thread = new Thread(client::copyKeyboard, "leadline-keyboard");
    thread.setDaemon(true);
    thread.start();
  }
}
