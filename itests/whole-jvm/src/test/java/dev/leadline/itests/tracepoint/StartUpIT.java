package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.bench.Clockwork;
import com.acme.probe.ChecksumAgent;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code boot=sync} sees of an application's start: everything.
 *
 * <p>The tracepoints of the directory are declared, the providers there and the languages ready
 * before main runs, so that every class has its call sites from the moment it loads and none is
 * transformed a second time. A thread that passes a call site for the first time waits until its
 * expressions are compiled.
 */
class StartUpIT {

  @TempDir private Path directory;

  @EveryJdk
  void countsEveryHitFromTheFirstOn(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "tick.json",
                """
                { "ID": "tick", "path": "com/acme/bench/Clockwork.java", "lineNumber": %d,
                  "metrics": [ { "name": "ticks" },
                               { "name": "first", "type": "GAUGE", "expression": "ticks",
                                 "labels": [ { "key": "early", "expression": "ticks < 3" } ] } ] }
                """
                    .formatted(SourceLines.of("com/acme/bench/Clockwork.java", "tick")));
    try (Observed clockwork =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints)
                .sync()
                .java("-javaagent:" + Distribution.agentJar(directory, ChecksumAgent.class))
                .main(Clockwork.class))) {
      clockwork.jvm().await("hits", () -> clockwork.scrape().value("ticks_total") > 100);
      long first = stop(clockwork);
      Scrape scrape = clockwork.scrape();
      assertThat(scrape.value("ticks_total")).isEqualTo((double) first);
      assertThat(scrape.value("first{early=\"true\"}")).isEqualTo(2);
      assertThat(scrape.value("first{early=\"false\"}")).isEqualTo(first - 1.0);

      clockwork.jvm().send("go").awaitLine("works");
      long second = stop(clockwork);
      assertThat(clockwork.scrape().value("ticks_total")).isEqualTo((double) second);

      // The class had its call site when it loaded.
      assertThat(clockwork.jvm().out())
          .filteredOn(line -> line.startsWith("class com/acme/bench/Clockwork "))
          .hasSize(1);
      clockwork.finish();
    }
  }

  @EveryJdk
  void declaresTracepointsBeforeMainRuns(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "tick.json",
                """
                { "ID": "tick", "path": "com/acme/bench/Clockwork.java", "lineNumber": %d,
                  "metrics": [ { "name": "ticks" } ] }
                """
                    .formatted(SourceLines.of("com/acme/bench/Clockwork.java", "tick")));
    try (Observed clockwork =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints).sync().main(Clockwork.class))) {
      // Without a wait: it was so before main printed that it is ready.
      assertThat(clockwork.log())
          .anyMatch(line -> line.contains("tick.json: tracepoints declared: 1"))
          .anyMatch(line -> line.contains("running after"));
      clockwork.awaitLive("tick");
      clockwork.finish();
    }
  }

  private static long stop(Observed clockwork) throws Exception {
    int before = clockwork.jvm().out().size();
    clockwork.jvm().send("stop");
    clockwork.jvm().await("its answer", () -> clockwork.jvm().out().size() > before);
    String answer = clockwork.jvm().out().get(before);
    assertThat(answer).startsWith("stopped after ");
    return Long.parseLong(answer.substring("stopped after ".length()));
  }
}
