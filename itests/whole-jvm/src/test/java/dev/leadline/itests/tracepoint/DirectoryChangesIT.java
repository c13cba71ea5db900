package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.bench.Meter;
import com.acme.bench.Parcel;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Tracepoint files come, change and go while the application runs. */
class DirectoryChangesIT {

  private static final int METER = SourceLines.of("com/acme/bench/Meter.java", "meter");
  private static final int PARCEL = SourceLines.of("com/acme/bench/Parcel.java", "parcel");

  @TempDir private Path directory;

  @EveryJdk
  void followsFilesThatComeChangeAndGo(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    try (Observed bench = Observed.bench(jdk, directory, tracepoints)) {
      bench.jvm().awaitRunning();
      bench.run(Meter.class, 5);

      tracepoints.put("meter.json", two("\"name\": \"first\"", "\"name\": \"second\""));
      bench.awaitLive("one", "two");
      bench.run(Meter.class, 10);
      assertThat(bench.scrape().of(List.of("first_total", "second_total")))
          .isEqualTo(Map.of("first_total", 10.0, "second_total", 10.0));

      // One of the two is edited: the other keeps its figures.
      bench.forgetLog();
      tracepoints.put(
          "meter.json",
          two(
              "\"name\": \"first\"",
              "\"name\": \"second\", \"labels\": [{\"key\": \"who\", \"expression\": \"name\"}]"));
      bench.awaitLog("tracepoint two: declared anew");
      bench.awaitLive("two");
      bench.run(Meter.class, 5);
      assertThat(bench.scrape().of(List.of("first_total", "second_total")))
          .isEqualTo(
              Map.of(
                  "first_total",
                  15.0,
                  "second_total{who=\"even\"}",
                  2.0,
                  "second_total{who=\"odd\"}",
                  3.0));
      assertThat(bench.log())
          .noneMatch(line -> line.matches(".*tracepoint one: (declared|removed|probe).*"));

      tracepoints.delete("meter.json");
      bench.awaitLog("meter.json is gone");
      bench.awaitLog("tracepoint one: removed");
      bench.awaitLog("tracepoint two: removed");
      bench.jvm().await("the metrics to go", () -> bench.scrape().samples().isEmpty());
      bench.run(Meter.class, 7);
      assertThat(bench.scrape().samples()).isEmpty();
      bench.finish();
    }
  }

  @EveryJdk
  void keepsTheLastGoodVersionOfABadFile(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    String good = meter("meter", "\"name\": \"meter\"");
    tracepoints.put("meter.json", good);
    tracepoints.put("parcel.json", parcel("parcel"));
    try (Observed bench = Observed.bench(jdk, directory, tracepoints)) {
      // The classes are not loaded yet: they get their call sites as they load.
      bench.run(Meter.class, 1).run(Parcel.class, 1).awaitLive("meter", "parcel");
      double before = bench.scrape().samples().getOrDefault("meter_total", 0.0);

      // Half of it, as while an editor writes: the text ends in its fifth line.
      bench.forgetLog();
      tracepoints.overwrite("meter.json", "{\n \"ID\": \"meter\",\n\n\n  \"path\": \"com/ac");
      assertThat(bench.awaitLog("meter.json:\\d+:\\d+"))
          .contains("ERROR")
          .contains("TP-002 meter.json:5:");
      bench.awaitLog("meter.json cannot be used; its last good version stays in force");
      bench.run(Meter.class, 10);
      assertThat(bench.scrape().value("meter_total")).isEqualTo(before + 10);

      // A document, of which nothing can be in force.
      bench.forgetLog();
      tracepoints.put(
          "meter.json",
          """
          { "ID": "meter", "path": "com/acme/bench/Meter.java", "lineNumber": 1,
            "metrics": [
              { "name": "meter",
                "type": "COUNTERS" } ] }
          """);
      assertThat(bench.awaitLog("TP-012"))
          .contains("TP-012 meter.json:4:15 /metrics/0/type: ")
          .contains("\"COUNTERS\" (did you mean `COUNTER`?)");
      bench.awaitLog("meter.json cannot be used; its last good version stays in force");
      bench.run(Meter.class, 10).run(Parcel.class, 4);
      assertThat(bench.scrape().value("meter_total")).isEqualTo(before + 20);

      // One bad file is nothing to the others, and mended it is in force again.
      bench.forgetLog();
      tracepoints.put("meter.json", meter("meter", "\"name\": \"mended\""));
      bench.awaitLive("meter");
      bench.run(Meter.class, 3).run(Parcel.class, 4);
      Scrape scrape = bench.scrape();
      assertThat(scrape.of(List.of("mended_total", "meter_total")))
          .isEqualTo(Map.of("mended_total", 3.0));
      assertThat(scrape.value("parcel_total")).isGreaterThanOrEqualTo(8);
      bench.finish();
    }
  }

  @EveryJdk
  void seesAChangeWithinTwoSeconds(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    try (Observed bench = Observed.bench(jdk, directory, tracepoints)) {
      bench.jvm().awaitRunning();
      List<Duration> added = new ArrayList<>();
      List<Duration> edited = new ArrayList<>();
      List<Duration> deleted = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        bench.forgetLog();
        Instant now = Instant.now();
        tracepoints.put("meter.json", meter("meter", "\"name\": \"meter\""));
        added.add(until(now, bench.awaitLog("meter.json: tracepoints declared: 1")));

        bench.forgetLog();
        now = Instant.now();
        tracepoints.put("meter.json", meter("meter", "\"name\": \"edited\""));
        edited.add(until(now, bench.awaitLog("meter.json: tracepoints declared: 1")));

        bench.forgetLog();
        now = Instant.now();
        tracepoints.delete("meter.json");
        deleted.add(until(now, bench.awaitLog("meter.json is gone")));
      }
      // The best of three: what a busy machine adds is not what is promised.
      for (List<Duration> times : List.of(added, edited, deleted)) {
        assertThat(times).anyMatch(time -> time.compareTo(Duration.ofSeconds(2)) <= 0);
      }
    }
  }

  /** From then until the time of a line of the log. */
  private static Duration until(Instant then, String line) {
    return Duration.between(then, Instant.parse(line.substring(0, line.indexOf(' '))));
  }

  private static String meter(String id, String metric) {
    return """
        { "ID": "%s", "path": "com/acme/bench/Meter.java", "lineNumber": %d,
          "metrics": [ { %s } ] }
        """
        .formatted(id, METER, metric);
  }

  private static String two(String first, String second) {
    return "[" + meter("one", first) + "," + meter("two", second) + "]";
  }

  private static String parcel(String name) {
    return """
        { "ID": "%s", "path": "com/acme/bench/Parcel.java", "lineNumber": %d,
          "metrics": [ { "name": "%s" } ] }
        """
        .formatted(name, PARCEL, name);
  }
}
