package dev.leadline.shell.session;

import dev.leadline.control.ShellRequest;
import dev.leadline.control.WindowSize;
import dev.leadline.shell.channel.InteractiveSession;
import dev.leadline.shell.channel.SessionAudit;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.gogo.jline.Expander;
import org.apache.felix.gogo.jline.Highlighter;
import org.apache.felix.gogo.jline.ParsedLineImpl;
import org.apache.felix.gogo.jline.Parser;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** A session at a terminal: reads lines, lets Gogo run them, shows what comes of it. */
final class GogoSession implements InteractiveSession {

  /** As a POSIX shell says it of a program that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  private final GogoRuntime gogo;
  private final SessionAudit audit;
  private final String greeting;
  private final RemoteTerminal terminal;
  private final CommandSessionImpl session;
  private final LineReader reader;
  private final RunningConsoles consoles = new RunningConsoles();
  private final SessionJobs jobs;
  private final AtomicInteger interrupts = new AtomicInteger();
  private volatile boolean gone;
  private int status;

  /** A session that does not run yet. */
  GogoSession(
      GogoShell.Setup setup,
      GogoRuntime gogo,
      ShellRequest request,
      OutputStream screen,
      SessionAudit audit)
      throws IOException {
    this.gogo = gogo;
    this.audit = audit;
    this.greeting = setup.greeting();
    this.terminal = new RemoteTerminal(request.terminal(), request.window(), screen);
    this.session =
        gogo.processor().createSession(terminal.input(), terminal.output(), terminal.output());
    this.jobs = gogo.prepare(session);
    session.currentDir(request.directory());
    session.put(ShellCommandFunction.TERMINAL, terminal);
    session.put(RunningConsoles.VARIABLE, consoles);
    session.put(".session", session);
    // An expression is no pattern of file names: order.items.size() goes without quotes.
    session.put(CommandSession.OPTION_NO_GLOB, true);
    session.put(LineReader.SECONDARY_PROMPT_PATTERN, "%M%P > ");
    session.put(LineReader.HISTORY_FILE, setup.history());
    this.reader =
        LineReaderBuilder.builder()
            .appName("leadline")
            .terminal(terminal)
            .variables(session.getVariables())
            .completer(new SessionCompleter(setup.table(), setup.others(), session))
            .highlighter(new Highlighter(session))
            .parser(new Parser())
            .expander(new Expander(session))
            .option(LineReader.Option.AUTO_FRESH_LINE, true)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    session.put(".reader", reader);
  }

  @Override
  public int run() throws InterruptedException {
    terminal.handle(Signal.INT, signal -> interrupt());
    terminal.writer().println(greeting);
    terminal.writer().flush();
    try {
      while (!gone && session.get(ExitFunction.VARIABLE) == null) {
        readAndRun();
      }
    } finally {
      saveHistory();
      session.close();
      closeTerminal();
    }
    return status;
  }

  private void readAndRun() throws InterruptedException {
    String line;
    try {
      line = reader.readLine(prompt());
    } catch (UserInterruptException cancelled) {
      return;
    } catch (EndOfFileException | java.io.IOError over) {
      gone = true;
      return;
    }
    ParsedLine parsed = reader.getParsedLine();
    if (line.isBlank() || parsed == null) {
      return;
    }
    gogo.refresh();
    long number = audit.begin(line);
    interrupts.set(0);
    jobs.reset();
    try {
      Object result = session.execute(((ParsedLineImpl) parsed).program());
      status = jobs.status();
      if (result != null) {
        terminal.writer().println(session.format(result, Converter.INSPECT));
      }
    } catch (InterruptedException interrupted) {
      status = INTERRUPTED;
      if (gone) {
        throw interrupted;
      }
    } catch (Exception failure) {
      status = 1;
      complain(describe(failure));
    } finally {
      audit.end(number, status);
      terminal.writer().flush();
    }
  }

  private String prompt() {
    return new AttributedStringBuilder()
        .style(AttributedStyle.BOLD.foreground(AttributedStyle.CYAN))
        .append("leadline")
        .style(AttributedStyle.DEFAULT)
        .append("> ")
        .toAnsi(terminal);
  }

  private static String describe(Exception failure) {
    if (failure instanceof CommandNotFoundException unknown) {
      return "there is no command " + unknown.getCommand() + "; `help` lists those there are";
    }
    String message = failure.getMessage();
    boolean speaks = failure instanceof IllegalArgumentException || failure instanceof IOException;
    return speaks && message != null ? message : failure.toString();
  }

  private void complain(String sentence) {
    terminal
        .writer()
        .println(
            new AttributedStringBuilder()
                .style(AttributedStyle.DEFAULT.foreground(AttributedStyle.RED))
                .append(sentence)
                .style(AttributedStyle.DEFAULT)
                .toAnsi(terminal));
  }

  /**
   * Ctrl-C while a command runs: first it is asked to end, then interrupted, and at last left to
   * itself.
   */
  private void interrupt() {
    boolean told = consoles.cancel();
    int count = interrupts.incrementAndGet();
    if (count > 2) {
      jobs.abandon();
    } else if (!told) {
      jobs.interrupt();
    }
  }

  private void saveHistory() {
    try {
      reader.getHistory().save();
    } catch (IOException e) {
      complain("the history cannot be written: " + e.getMessage());
    }
  }

  @Override
  public void input(byte[] bytes) throws IOException {
    terminal.processInputBytes(bytes);
  }

  @Override
  public void resize(WindowSize size) {
    terminal.setSize(size);
    terminal.raise(Signal.WINCH);
  }

  @Override
  public void hangUp() {
    gone = true;
    consoles.cancel();
    jobs.abandon();
    session.close();
    closeTerminal();
  }

  private void closeTerminal() {
    try {
      terminal.close();
    } catch (IOException alreadyGone) {
      // It is the person's end that counts, and that is closed by the connection.
    }
  }
}
