package dev.leadline.shell.session;

import dev.leadline.control.ShellRequest;
import dev.leadline.shell.channel.CommandRunner;
import dev.leadline.shell.channel.InteractiveSession;
import dev.leadline.shell.channel.SessionAudit;
import dev.leadline.shell.channel.SessionFactory;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.command.ShellCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that needs Gogo. It is made when somebody first needs it. */
public final class GogoShell implements SessionFactory, CommandRunner, AutoCloseable {

  private final Setup setup;
  private final Supplier<GogoRuntime> maker;

  // Guarded by this.
  private @Nullable GogoRuntime gogo;
  private boolean closed;

  /**
   * What all sessions have in common.
   *
   * @param table our commands
   * @param others names of the commands that are not ours
   * @param greeting the first line
   * @param history the file with the lines of all sessions
   */
  public record Setup(
      CommandTable table, Supplier<List<String>> others, String greeting, Path history) {}

  /**
   * A shell.
   *
   * @param maker makes the runtime
   */
  public GogoShell(Setup setup, Supplier<GogoRuntime> maker) {
    this.setup = setup;
    this.maker = maker;
  }

  private synchronized GogoRuntime gogo() {
    if (closed) {
      throw new IllegalStateException("the shell is closed");
    }
    if (gogo == null) {
      gogo = maker.get();
    }
    return gogo;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public InteractiveSession open(ShellRequest request, OutputStream screen, SessionAudit audit)
      throws IOException {
    makePrivate(setup.history());
    return new GogoSession(setup, gogo(), request, screen, audit);
  }

  private static void makePrivate(Path history) throws IOException {
    Path parent = history.toAbsolutePath().getParent();
    if (!Files.exists(history)
        && parent != null
        && Files.getFileAttributeView(parent, PosixFileAttributeView.class) != null) {
      Files.createFile(
          history,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  /** Runs a command that is not ours. */
  @Override
  public int run(Console console, List<String> arguments) throws InterruptedException {
    try {
      return new ForeignCommand(gogo(), console).run(arguments);
    } catch (IllegalStateException e) {
      if (!isClosed()) {
        throw e;
      }
      console.err().println("Leadline is leaving this JVM");
      return ShellCommand.FAILED;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (gogo != null) {
      gogo.close();
      gogo = null;
    }
  }
}
