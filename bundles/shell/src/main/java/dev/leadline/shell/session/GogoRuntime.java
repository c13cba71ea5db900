package dev.leadline.shell.session;

import dev.leadline.shell.command.ShellCommand;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;

/**
 * Gogo as a library: its language, and those of its commands that make sense inside somebody's
 * application. Nothing of it is loaded before it is made.
 */
public final class GogoRuntime implements AutoCloseable {

  /** Where a name without a scope is looked for. */
  private static final String SEARCH = "leadline:felix:gogo:*";

  private static final String OWN = "leadline";
  private static final String LIBRARY = "gogo";

  private final CommandTable table;
  private final SessionStreams streams = new SessionStreams();
  private final CommandProcessorImpl processor = new CommandProcessorImpl(streams);

  /** Our commands by their full names, as Gogo has them. Guarded by itself. */
  private final Map<String, ShellCommandFunction> known = new HashMap<>();

  /**
   * A runtime.
   *
   * @param container adds what knows the container: commands for bundles, converters, and commands
   *     of other makers
   * @param stop called when all of Leadline is to end once the session has
   */
  public GogoRuntime(CommandTable table, Consumer<CommandProcessorImpl> container, Runnable stop) {
    this.table = table;
    addLibrary(new Procedural(), LibraryCommands.PROCEDURAL);
    addLibrary(new Builtin(), LibraryCommands.BUILTIN);
    addLibrary(new Posix(processor), LibraryCommands.POSIX);
    processor.addCommand(OWN, new ExitFunction(), "exit");
    processor.addCommand(OWN, new ExitFunction(), "quit");
    processor.addCommand(OWN, new SourceFunction(), "source");
    processor.addCommand(OWN, new StopFunction(stop), "stop");
    container.accept(processor);
  }

  private void addLibrary(Object target, List<String> names) {
    for (String name : names) {
      processor.addCommand(LIBRARY, target, name);
    }
  }

  CommandProcessorImpl processor() {
    return processor;
  }

  /** Sets up a session that has just been made; returns what will run in it. */
  SessionJobs prepare(CommandSession session) {
    session.put("SCOPE", SEARCH);
    refresh();
    SessionJobs jobs = new SessionJobs(session, streams);
    session.setJobListener(jobs);
    return jobs;
  }

  /** Makes Gogo know the commands of ours that have come, and forget those that have gone. */
  void refresh() {
    synchronized (known) {
      Set<String> present = new HashSet<>();
      for (ShellCommand command : table.commands()) {
        String scope = command.scope().isEmpty() ? OWN : command.scope();
        String key = scope + ":" + command.name();
        present.add(key);
        ShellCommandFunction before = known.get(key);
        if (before == null || before.command() != command) {
          processor.removeCommand(scope, command.name());
          ShellCommandFunction function = new ShellCommandFunction(command);
          processor.addCommand(scope, function, command.name());
          known.put(key, function);
        }
      }
      known
          .keySet()
          .removeIf(
              key -> {
                boolean gone = !present.contains(key);
                if (gone) {
                  processor.removeCommand(
                      key.substring(0, key.indexOf(':')), key.substring(key.indexOf(':') + 1));
                }
                return gone;
              });
    }
  }

  /** Ends all sessions. */
  @Override
  public void close() {
    processor.stop();
  }
}
