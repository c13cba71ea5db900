package dev.leadline.shell.session;

import dev.leadline.control.WindowSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.InfoCmp;

/** A terminal at the other end of the control channel. */
final class RemoteTerminal extends LineDisciplineTerminal {

  /** The types of terminals that JLine has descriptions of. */
  private static final Set<String> KNOWN_TYPES =
      Set.of(
          "ansi",
          "dumb",
          "dumb-color",
          "rxvt",
          "rxvt-basic",
          "rxvt-unicode",
          "rxvt-unicode-256color",
          "screen",
          "screen-256color",
          "xterm",
          "xterm-256color");

  /** Of what is typed while nobody reads, so much is kept. */
  private static final int MOST_UNREAD = 1000;

  private static final long PATIENCE_NANOS = 2_000_000_000L;

  private boolean isNobodyReading;

  RemoteTerminal(String type, WindowSize window, OutputStream screen) throws IOException {
    super("leadline", describe(known(type)), screen, StandardCharsets.UTF_8, SignalHandler.SIG_IGN);
    setSize(window);
  }

  /** JLine has the description, and would all the same ask a program of the system first. */
  private static String describe(String type) {
    InfoCmp.setLoadedInfoCmp(type, InfoCmp.getDefaultInfoCmp(type));
    return type;
  }

  static String known(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    if (KNOWN_TYPES.contains(name)) {
      return name;
    }
    boolean isScreen = name.startsWith("tmux") || name.startsWith("screen");
    return (isScreen ? "screen" : "xterm") + (name.contains("256") ? "-256color" : "");
  }

  void setSize(WindowSize window) {
    if (window.columns() > 0 && window.rows() > 0) {
      setSize(new Size(window.columns(), window.rows()));
    }
  }

  /**
   * Waits a while for those who read, then throws away what is typed: a command that does not read
   * must not keep Ctrl-C from coming through. Ctrl-C takes with it what was typed before it and is
   * not read yet, as at any terminal; else a slow JVM would have that at its next prompt.
   */
  @Override
  protected boolean doProcessInputByte(int c) throws IOException {
    if (isSignal(c)) {
      if (!attributes.getLocalFlag(LocalFlag.NOFLSH)) {
        discardUnread();
      }
    } else if (slaveInput.available() >= MOST_UNREAD) {
      long begin = System.nanoTime();
      while (!isNobodyReading && slaveInput.available() >= MOST_UNREAD) {
        slaveInputPipe.flush();
        isNobodyReading = System.nanoTime() - begin > PATIENCE_NANOS;
        waitABit();
      }
      if (isNobodyReading) {
        return false;
      }
    } else {
      isNobodyReading = false;
    }
    return super.doProcessInputByte(c);
  }

  /** Who reads at the same time gets a byte or we do; we never wait for one. */
  private void discardUnread() throws IOException {
    while (slaveInput.available() > 0) {
      slaveInput.read(1);
    }
  }

  private boolean isSignal(int c) {
    return attributes.getLocalFlag(LocalFlag.ISIG)
        && (c == attributes.getControlChar(ControlChar.VINTR)
            || c == attributes.getControlChar(ControlChar.VQUIT)
            || c == attributes.getControlChar(ControlChar.VSUSP));
  }

  private static void waitABit() throws IOException {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("the session ends");
    }
  }
}
