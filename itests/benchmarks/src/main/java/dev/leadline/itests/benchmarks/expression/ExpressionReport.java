package dev.leadline.itests.benchmarks.expression;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs this package's benchmarks and prints, for each expression, its time and bytes beside those
 * of the same code by javac, and their ratio. Arguments are JMH's. The results are also written as
 * JMH's JSON.
 */
public final class ExpressionReport {

  private static final String BY_EXPRESSION = "ByExpression";
  private static final String BY_HAND = "ByHand";
  private static final String JSON = "itests/benchmarks/target/expressions.json";

  private ExpressionReport() {}

  public static void main(String[] arguments)
      throws RunnerException, CommandLineOptionException, IOException {
    CommandLineOptions given = new CommandLineOptions(arguments);
    OptionsBuilder options = new OptionsBuilder();
    options.parent(given);
    String ours = Pattern.quote(ExpressionReport.class.getPackageName());
    if (given.getIncludes().isEmpty()) {
      options.include(ours);
    }
    given.getIncludes().forEach(pattern -> options.include(ours + ".*(" + pattern + ")"));
    options.addProfiler(GCProfiler.class);
    options.resultFormat(ResultFormatType.JSON);
    options.result(JSON);
    Collection<RunResult> results = new Runner(options.build()).run();
    print(results, new PrintStream(System.out, true, StandardCharsets.UTF_8));
  }

  private static void print(Collection<RunResult> results, PrintStream out) {
    Map<String, RunResult> byName = new LinkedHashMap<>();
    results.forEach(result -> byName.put(nameOf(result.getParams()), result));
    out.println();
    out.println("| expression | ns | javac: ns | times | B | javac: B |");
    out.println("|---|---|---|---|---|---|");
    byName.forEach(
        (name, result) -> {
          RunResult hand = byName.get(name.replace(BY_EXPRESSION, BY_HAND));
          if (name.endsWith(BY_EXPRESSION) && hand != null) {
            out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.0f | %.0f |%n",
                name.substring(0, name.length() - BY_EXPRESSION.length()),
                nanos(result),
                nanos(hand),
                nanos(result) / nanos(hand),
                bytes(result),
                bytes(hand));
          }
        });
  }

  private static String nameOf(BenchmarkParams params) {
    String name = params.getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The quickest iteration: whatever else runs on the machine only adds to it. */
  private static double nanos(RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .flatMapToDouble(iteration -> DoubleStream.of(iteration.getPrimaryResult().getScore()))
        .min()
        .orElse(Double.NaN);
  }

  private static double bytes(RunResult result) {
    for (Map.Entry<String, Result> secondary : result.getSecondaryResults().entrySet()) {
      if (secondary.getKey().endsWith("gc.alloc.rate.norm")) {
        return secondary.getValue().getScore();
      }
    }
    return Double.NaN;
  }
}
