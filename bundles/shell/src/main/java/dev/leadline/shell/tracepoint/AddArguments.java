package dev.leadline.shell.tracepoint;

import dev.leadline.shell.argument.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code tp:add} takes. */
public final class AddArguments extends Arguments {

  static final String PLACE = "FILE:LINE|FILE#METHOD";
  static final String NAME = "NAME";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = PLACE,
      description = "where: a line of a source file, or a method of its classes")
  Optional<String> place = Optional.empty();

  @Parameters(index = "1", arity = "0..1", paramLabel = NAME, description = "name of the metric")
  Optional<String> name = Optional.empty();

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "counter (the default), gauge, histogram or summary")
  Optional<String> type = Optional.empty();

  @Option(
      names = {"-v", "--value"},
      paramLabel = "EXPR",
      description = "the value, an expression over the variables in scope; 1 when there is none")
  Optional<String> value = Optional.empty();

  @Option(
      names = {"-l", "--label"},
      paramLabel = "KEY=EXPR",
      description = "a label whose value is an expression; may be repeated")
  List<String> labels = new ArrayList<>();

  @Option(
      names = {"-s", "--static"},
      paramLabel = "KEY=TEXT",
      description = "a label whose value is always this text; may be repeated")
  List<String> statics = new ArrayList<>();

  @Option(
      names = {"-c", "--condition"},
      paramLabel = "EXPR",
      description = "only hits for which this expression is true count")
  Optional<String> condition = Optional.empty();

  @Option(
      names = {"-u", "--unit"},
      paramLabel = "UNIT",
      description = "unit of the value, such as seconds")
  Optional<String> unit = Optional.empty();

  @Option(
      names = {"-d", "--help-text"},
      paramLabel = "HELP",
      description = "what the metric means, for those who see it in a dashboard")
  Optional<String> description = Optional.empty();

  @Option(
      names = {"-b", "--buckets"},
      paramLabel = "BUCKETS",
      description = "upper bounds of a histogram, ascending: 0.1,0.5,2")
  Optional<String> buckets = Optional.empty();

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "record one of N hits; counters add N then")
  Optional<Long> sample = Optional.empty();

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      description = "remove it by itself after this time: 30m, 2h, 7d")
  Optional<String> ttl = Optional.empty();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "name of the tracepoint; that of the metric when there is none")
  Optional<String> id = Optional.empty();

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description =
          "when: line_start, line_end, line_capture, method_start, method_end or method_capture;"
              + " at an end, expressions see returned, thrown, runtime and runtimeSeconds")
  Optional<String> stage = Optional.empty();

  @Option(
      names = "--json",
      paramLabel = "DOC|@FILE",
      description = "take the tracepoints of this document in place of all of the above")
  Optional<String> json = Optional.empty();

  @Option(names = "--save", description = "keep it in a file of the tracepoints directory")
  boolean save;

  @Option(names = "--dry-run", description = "do all but install it")
  boolean dryRun;
}
