package dev.leadline.shell.session;

import dev.leadline.shell.command.ShellCommand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The commands there are, by name. They come and go; each is made when somebody first wants to run
 * or list commands, so that nothing of them is loaded in a JVM that nobody talks to.
 */
public final class CommandTable {

  private final Map<Object, Supplier<Optional<ShellCommand>>> sources = new LinkedHashMap<>();

  /** A command has come. */
  public synchronized void add(Object key, Supplier<Optional<ShellCommand>> command) {
    sources.put(key, command);
  }

  /** It has gone. */
  public synchronized void remove(Object key) {
    sources.remove(key);
  }

  /** All of them, sorted by name. */
  public List<ShellCommand> commands() {
    List<Supplier<Optional<ShellCommand>>> suppliers;
    synchronized (this) {
      suppliers = List.copyOf(sources.values());
    }
    List<ShellCommand> commands = new ArrayList<>();
    for (Supplier<Optional<ShellCommand>> supplier : suppliers) {
      supplier.get().ifPresent(commands::add);
    }
    commands.sort(Comparator.comparing(CommandTable::nameOf));
    return commands;
  }

  /** The command of this name; also without its scope, when that is clear. */
  public Optional<ShellCommand> find(String name) {
    List<ShellCommand> all = commands();
    Optional<ShellCommand> exact =
        all.stream().filter(command -> nameOf(command).equals(name)).findFirst();
    if (exact.isPresent()) {
      return exact;
    }
    List<ShellCommand> byName =
        all.stream().filter(command -> command.name().equals(name)).toList();
    return byName.size() == 1 ? Optional.of(byName.get(0)) : Optional.empty();
  }

  /** {@code tp:add}; {@code doctor}, when it has no scope. */
  public static String nameOf(ShellCommand command) {
    return command.scope().isEmpty() ? command.name() : command.scope() + ":" + command.name();
  }
}
