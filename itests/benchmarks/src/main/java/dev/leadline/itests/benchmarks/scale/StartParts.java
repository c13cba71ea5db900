package dev.leadline.itests.benchmarks.scale;

import dev.leadline.itests.benchmarks.driver.Driver;
import dev.leadline.itests.benchmarks.subject.NoopAgent;
import dev.leadline.itests.benchmarks.subject.StartApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each part of a start costs: the agent starts with nothing but the framework, and then with
 * one bundle more each time, in the order in which it starts them. A part is the difference.
 */
final class StartParts {

  private static final Pattern RUNNING = Pattern.compile("running after ([0-9,.]+) ms");
  private static final long WAIT_MILLIS = 3000;

  private final Path agent;
  private final Path work;
  private final MeasuredProcess process;
  private final int rounds;

  StartParts(Path agent, Path work, MeasuredProcess process, int rounds) {
    this.agent = agent;
    this.work = work;
    this.process = process;
    this.rounds = rounds;
  }

  /** Figures of one start. */
  private record Start(
      double runningMillis,
      double resident,
      double classes,
      double threads,
      double heap,
      double metaspace,
      double code) {}

  void measure() throws Exception {
    Map<String, Path> agents = new LinkedHashMap<>();
    agents.put("no-op agent", AgentJar.write(work.resolve("noop-parts.jar"), NoopAgent.class));
    List<String> bundles = AgentJar.bundles(agent);
    for (int i = 0; i <= bundles.size(); i++) {
      Path jar = work.resolve("parts" + i + ".jar");
      agents.put(
          i == 0 ? "agent's loader, framework" : bundles.get(i - 1),
          AgentJar.withBundles(agent, jar, bundles.subList(0, i)));
    }
    Map<String, List<Start>> starts = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) {
      for (Map.Entry<String, Path> each : agents.entrySet()) {
        Start start = start(each.getValue(), each.getKey().equals("no-op agent"));
        if (round >= 0) {
          starts.computeIfAbsent(each.getKey(), name -> new ArrayList<>()).add(start);
        }
      }
    }
    print(starts);
  }

  private Start start(Path jar, boolean isNoop) throws Exception {
    Path log = Files.createTempFile(work, "start", ".log");
    String settings =
        String.join(
            ",",
            "run.dir=" + work.resolve("run"),
            "tracepoints.dir=" + Files.createDirectories(work.resolve("parts/tracepoints")),
            "plugins.dir=" + Files.createDirectories(work.resolve("parts/plugins")),
            "prometheus.port=0",
            "log.file=" + log);
    String[] words =
        process
            .run(
                List.of(
                    "-javaagent:" + jar + (isNoop ? "" : "=" + settings),
                    "-cp",
                    Driver.applicationPath(),
                    StartApplication.class.getName(),
                    Long.toString(System.nanoTime()),
                    Long.toString(WAIT_MILLIS)))
            .get(0)
            .split(" ", -1);
    return new Start(
        runningMillis(log),
        Double.parseDouble(words[2]) / 1024,
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]),
        Double.parseDouble(words[5]) / (1 << 20),
        Double.parseDouble(words[6]) / (1 << 20),
        Double.parseDouble(words[7]) / (1 << 20));
  }

  private static double runningMillis(Path log) throws IOException {
    Matcher matcher = RUNNING.matcher(Files.readString(log));
    return matcher.find() ? Double.parseDouble(matcher.group(1).replace(",", "")) : 0;
  }

  private static void print(Map<String, List<Start>> starts) {
    System.out.println(
        "| part | up after ms | physical MB | classes | threads | heap MB | metaspace MB | code MB |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    Start before = null;
    Start first = null;
    for (Map.Entry<String, List<Start>> each : starts.entrySet()) {
      Start now = median(each.getValue());
      System.out.println(row(each.getKey(), now, before == null ? zero() : before));
      first = first == null ? now : first;
      before = now;
    }
    if (before != null && first != null) {
      System.out.println(row("**all, beside the no-op agent**", before, first));
    }
  }

  private static Start zero() {
    return new Start(0, 0, 0, 0, 0, 0, 0);
  }

  private static String row(String name, Start now, Start before) {
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.1f | %.0f | %.0f | %.1f | %.1f | %.1f |",
        name,
        now.runningMillis() - before.runningMillis(),
        now.resident() - before.resident(),
        now.classes() - before.classes(),
        now.threads() - before.threads(),
        now.heap() - before.heap(),
        now.metaspace() - before.metaspace(),
        now.code() - before.code());
  }

  private static Start median(List<Start> starts) {
    return new Start(
        median(starts, Start::runningMillis),
        median(starts, Start::resident),
        median(starts, Start::classes),
        median(starts, Start::threads),
        median(starts, Start::heap),
        median(starts, Start::metaspace),
        median(starts, Start::code));
  }

  private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
    double[] sorted = starts.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
