package dev.leadline.shell.argument;

import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.command.ShellCommand;
import dev.leadline.shell.text.LineText;
import dev.leadline.shell.text.MeantName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command whose arguments are declared as annotated fields.
 *
 * @param <A> the class of its arguments
 */
public abstract class ParsedCommand<A extends Arguments> implements ShellCommand {

  private static final int NARROWEST_HELP = 60;

  private final String scope;
  private final String name;
  private final String summary;
  private final Supplier<A> arguments;

  /**
   * @param summary one line for {@code help}, without a full stop
   * @param arguments a new object for each run
   */
  protected ParsedCommand(String scope, String name, String summary, Supplier<A> arguments) {
    this.scope = scope;
    this.name = name;
    this.summary = summary;
    this.arguments = arguments;
  }

  @Override
  public final String scope() {
    return scope;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String summary() {
    return summary;
  }

  /** As people type it: {@code tp:add}. */
  protected final String fullName() {
    return scope.isEmpty() ? name : scope + ":" + name;
  }

  /**
   * Does it.
   *
   * @throws UsageException when the arguments make no sense together
   */
  protected abstract int run(Console console, A given) throws InterruptedException;

  /**
   * What may stand for an option's value or for an argument; those that do not begin with what is
   * typed are left out by the caller.
   *
   * @param parameter the option's longest name, or the argument's label such as {@code FILE:LINE}
   * @param words all words so far, the last one being typed
   */
  protected List<Candidate> values(String parameter, List<String> words) {
    return List.of();
  }

  /** Examples for the help; none by default. */
  protected List<String> examples() {
    return List.of();
  }

  @Override
  public final int run(Console console, List<String> words) throws InterruptedException {
    A given = arguments.get();
    CommandLine parser = parser(given);
    try {
      parser.parseArgs(words.toArray(String[]::new));
      if (parser.isUsageHelpRequested()) {
        printHelp(console, parser);
        return OK;
      }
      return run(console, given);
    } catch (ParameterException wrong) {
      return usage(console, message(wrong, parser));
    } catch (UsageException wrong) {
      return usage(console, String.valueOf(wrong.getMessage()));
    }
  }

  private int usage(Console console, String message) {
    console.err().println(fullName() + ": " + LineText.of(message));
    console.err().println("  " + fullName() + " --help tells how it is used");
    return USAGE;
  }

  private CommandLine parser(A given) {
    CommandLine parser = new CommandLine(given);
    parser.setCommandName(fullName());
    // Expressions and JSON are taken as they are.
    parser.setExpandAtFiles(false);
    parser.setTrimQuotes(false);
    parser.setInterpolateVariables(false);
    parser.getCommandSpec().usageMessage().description(capital(summary) + ".");
    return parser;
  }

  private void printHelp(Console console, CommandLine parser) {
    parser.setUsageHelpWidth(Math.max(NARROWEST_HELP, console.width()));
    parser
        .getCommandSpec()
        .usageMessage()
        .abbreviateSynopsis(parser.getCommandSpec().options().size() > 4);
    parser.usage(console.out(), console.isTerminal() ? Ansi.ON : Ansi.OFF);
    if (!examples().isEmpty()) {
      console.out().println("Examples:");
      examples().forEach(example -> console.out().println("  " + example));
    }
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String message(ParameterException wrong, CommandLine parser) {
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String given = unmatched.getUnmatched().get(0);
      int equals = given.indexOf('=');
      String word = given.startsWith("-") && equals > 0 ? given.substring(0, equals) : given;
      if (!word.startsWith("-")) {
        return "nothing is expected after the arguments before \"" + word + "\"";
      }
      List<String> names =
          parser.getCommandSpec().options().stream()
              .flatMap(option -> Arrays.stream(option.names()))
              .toList();
      return "there is no option "
          + word
          + MeantName.hint(word, names.stream().filter(known -> known.length() > 2).toList());
    }
    String message = String.valueOf(wrong.getMessage());
    return message.isEmpty()
        ? "the arguments make no sense"
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  @Override
  public final List<Candidate> complete(List<String> words) {
    if (words.isEmpty()) {
      return List.of();
    }
    CommandLine parser = parser(arguments.get());
    String typed = words.get(words.size() - 1);
    Optional<OptionSpec> before =
        words.size() < 2 ? Optional.empty() : option(parser, words.get(words.size() - 2));
    List<Candidate> candidates;
    if (before.filter(option -> option.arity().max() > 0).isPresent()) {
      candidates = values(before.get().longestName(), words);
    } else if (typed.startsWith("-")) {
      candidates = options(parser, words);
    } else {
      candidates = positional(parser, words).map(label -> values(label, words)).orElse(List.of());
    }
    return candidates.stream().filter(candidate -> candidate.value().startsWith(typed)).toList();
  }

  private static Optional<OptionSpec> option(CommandLine parser, String word) {
    return Optional.ofNullable(parser.getCommandSpec().findOption(word))
        .filter(option -> word.startsWith("-"));
  }

  private static List<Candidate> options(CommandLine parser, List<String> words) {
    List<Candidate> options = new ArrayList<>();
    for (OptionSpec option : parser.getCommandSpec().options()) {
      boolean isGiven = Arrays.stream(option.names()).anyMatch(words::contains);
      if (!isGiven || option.isMultiValue()) {
        options.add(
            new Candidate(option.longestName(), String.join(" ", option.description()), true));
      }
    }
    return options;
  }

  /** The label of the argument that is being typed. */
  private static Optional<String> positional(CommandLine parser, List<String> words) {
    int position = 0;
    for (int i = 0; i < words.size() - 1; i++) {
      Optional<OptionSpec> option = option(parser, words.get(i));
      if (option.isPresent()) {
        i += option.get().arity().max() > 0 ? 1 : 0;
      } else {
        position++;
      }
    }
    int wanted = position;
    return parser.getCommandSpec().positionalParameters().stream()
        .filter(parameter -> parameter.index().contains(wanted))
        .map(PositionalParamSpec::paramLabel)
        .findFirst();
  }
}
