package dev.leadline.shell.tracepoint;

import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.argument.Arguments;
import dev.leadline.shell.argument.DurationArgument;
import dev.leadline.shell.argument.ParsedCommand;
import dev.leadline.shell.argument.UsageException;
import dev.leadline.shell.command.Candidate;
import dev.leadline.shell.command.Console;
import dev.leadline.shell.text.BarText;
import dev.leadline.shell.text.NumberText;
import dev.leadline.shell.text.Paint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tp:watch}: a tracepoint's figures as they grow, until the person has seen enough. */
public final class WatchCommand extends ParsedCommand<WatchCommand.Given> {

  private static final int SPARKS = 30;
  private static final Duration FASTEST = Duration.ofMillis(100);
  private static final double NANOS = 1e9;

  private final TracepointRegistry registry;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime the JVM's clock
   */
  public WatchCommand(TracepointRegistry registry, LongSupplier nanoTime) {
    super("tp", "watch", "shows a tracepoint's figures as they grow; Ctrl-C ends it", Given::new);
    this.registry = registry;
    this.nanoTime = nanoTime;
  }

  /** What it takes. */
  public static final class Given extends Arguments {
    @Parameters(paramLabel = "ID", description = "the tracepoint's name, as tp:list shows it")
    String id = "";

    @Option(
        names = "--every",
        paramLabel = "TIME",
        description = "look this often (${DEFAULT-VALUE})",
        defaultValue = "1s")
    String every = "1s";

    @Option(
        names = "--count",
        paramLabel = "N",
        description = "look this many times, and end by itself")
    Optional<Integer> count = Optional.empty();
  }

  @Override
  protected int run(Console console, Given given) throws InterruptedException {
    Duration every =
        DurationArgument.parse(given.every)
            .filter(time -> time.compareTo(FASTEST) >= 0)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--every " + given.every + ": write 100ms or more, such as 1s or 5m"));
    Optional<TracepointStatus> found = new TracepointIds(registry).find(console, given.id);
    if (found.isEmpty()) {
      return FAILED;
    }
    console
        .out()
        .printf(
            "%-9s %14s %12s %12s  %s%n", "STATE", "HITS", "PER SECOND", "RECORDED", "LAST LOOKS");
    TracepointStatus before = found.get();
    long lookedAt = nanoTime.getAsLong();
    ArrayDeque<Double> rates = new ArrayDeque<>();
    int looks = 0;
    console.out().flush();
    while ((given.count.isEmpty() || looks < given.count.get()) && console.pause(every)) {
      Optional<TracepointStatus> now = registry.status(given.id);
      if (now.isEmpty()) {
        end(console, looks);
        console.out().println("tracepoint " + given.id + " has been removed");
        return OK;
      }
      long time = nanoTime.getAsLong();
      // A tracepoint that was declared anew begins at zero.
      long hits = Math.max(0, now.get().hits() - before.hits());
      rates.add(hits * NANOS / Math.max(1, time - lookedAt));
      if (rates.size() > SPARKS) {
        rates.remove();
      }
      print(console, now.get(), rates);
      before = now.get();
      lookedAt = time;
      looks++;
    }
    end(console, looks);
    return OK;
  }

  private static void print(Console console, TracepointStatus status, ArrayDeque<Double> rates) {
    String state = String.format(Locale.ROOT, "%-9s", status.state().name());
    String line =
        String.format(
            Locale.ROOT,
            " %14s %12s %12s  %s",
            NumberText.count(status.hits()),
            rate(rates.getLast()),
            NumberText.count(status.recorded()),
            BarText.sparkline(List.copyOf(rates)));
    if (console.isTerminal()) {
      // One line, written over: it begins at its start and clears what was longer.
      console.out().print("\r" + Paint.of(status.state()).on(console, state) + line + "\u001b[K");
    } else {
      console.out().println(state + line);
    }
    console.out().flush();
  }

  private static String rate(double perSecond) {
    return perSecond >= 100 || perSecond == 0
        ? NumberText.count(Math.round(perSecond))
        : String.format(Locale.ROOT, "%.1f", perSecond);
  }

  private static void end(Console console, int looks) {
    if (console.isTerminal() && looks > 0) {
      console.out().println();
    }
  }

  @Override
  protected List<Candidate> values(String parameter, List<String> words) {
    return parameter.equals("ID") ? new TracepointIds(registry).candidates() : List.of();
  }
}
