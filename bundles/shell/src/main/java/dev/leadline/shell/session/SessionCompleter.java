package dev.leadline.shell.session;

import dev.leadline.shell.command.ShellCommand;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.jline.builtins.Completers.FilesCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** TAB: commands, then what each command offers, and files where a file is wanted. */
final class SessionCompleter implements Completer {

  private static final Set<String> TAKE_FILES =
      Set.of("cat", "cd", "grep", "head", "less", "ls", "sort", "source", "tail", "wc", "install");

  private final CommandTable table;
  private final Supplier<List<String>> others;
  private final FilesCompleter files;

  SessionCompleter(CommandTable table, Supplier<List<String>> others, CommandSession session) {
    this.table = table;
    this.others = others;
    this.files = new FilesCompleter(session::currentDir);
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> words = line.words();
    if (line.wordIndex() == 0) {
      for (ShellCommand command : table.commands()) {
        candidates.add(candidate(CommandTable.nameOf(command), command.summary(), true, 0));
      }
      for (String name : others.get()) {
        candidates.add(candidate(name, "", true, 0));
      }
      return;
    }
    // What is behind the cursor does not decide what may stand at it.
    List<String> typed = List.copyOf(words.subList(1, line.wordIndex() + 1));
    Optional<ShellCommand> command = table.find(words.get(0));
    if (command.isPresent()) {
      for (dev.leadline.shell.command.Candidate offered : command.get().complete(typed)) {
        // In the order of the command: lines count, and do not go by the alphabet.
        candidates.add(
            candidate(
                offered.value(), offered.description(), offered.isComplete(), candidates.size()));
      }
    } else if (TAKE_FILES.contains(words.get(0).replaceFirst("^.*:", ""))) {
      files.complete(reader, line, candidates);
    }
  }

  private static Candidate candidate(
      String value, String description, boolean isComplete, int order) {
    return new Candidate(
        value,
        value,
        null,
        description.isEmpty() ? null : description,
        null,
        null,
        isComplete,
        order);
  }
}
