package dev.leadline.itests.tracepoint;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.acme.bench.Bench;
import com.acme.bench.Meter;
import com.acme.bench.Parcel;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is Leadline's own affair: it says so, and the application goes on. */
class FaultIT {

  private static final int METER = SourceLines.of("com/acme/bench/Meter.java", "meter");
  private static final int PARCEL = SourceLines.of("com/acme/bench/Parcel.java", "parcel");

  @TempDir private Path directory;

  @EveryJdk
  @SuppressWarnings("try") // the port becomes free in the middle
  void waitsForAPortThatIsTaken(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints = TracepointDirectory.in(directory).put("meter.json", METER_1);
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Observed bench =
            Observed.start(
                Observed.builder(jdk, directory, tracepoints)
                    .with("prometheus.port", holder.getLocalPort())
                    .main(Bench.class))) {
      bench.run(Meter.class, 0).awaitLive("meter");
      assertThat(bench.awaitLog("Prometheus endpoint: "))
          .contains("WARNING")
          .contains("cannot listen on 127.0.0.1:" + holder.getLocalPort())
          .contains("tries again every 5 s");
      bench.run(Meter.class, 10);
      assertThat(bench.jvm().jvmDirectory().resolve("prometheus.port")).doesNotExist();

      int port = holder.getLocalPort();
      holder.close();
      bench.awaitLog("Prometheus endpoint: http://127.0.0.1:" + port + "/metrics");
      bench.run(Meter.class, 5);
      assertThat(Scrape.ofPort(port).value("meter_total")).isEqualTo(15);
      assertThat(bench.log()).filteredOn(line -> line.contains("cannot listen")).hasSize(1);
      bench.finish();
    }
  }

  @EveryJdk
  void keepsTheErrorsOfExpressionsToItself(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "parcel.json",
                """
                [ { "ID": "parcel", "path": "com/acme/bench/Parcel.java", "lineNumber": %1$d,
                    "metrics": [
                      { "name": "length", "expression": "sender.length()" },
                      { "name": "nothing", "expression": "sender" },
                      { "name": "negative", "expression": "0 - number" },
                      { "name": "divided", "expression": "100 / (number - 5)", "type": "GAUGE" },
                      { "name": "who", "labels": [ { "key": "n",
                          "expression": "sender.length()" } ] },
                      { "name": "null_label", "labels": [ { "key": "n",
                          "expression": "sender == null ? null : 'some'" } ] },
                      { "name": "neighbour", "expression": "number" } ] },
                  { "ID": "conditional", "path": "com/acme/bench/Parcel.java", "lineNumber": %1$d,
                    "args": { "condition": "sender.length() > 0" },
                    "metrics": [ { "name": "conditional" } ] } ]
                """
                    .formatted(PARCEL));
    try (Observed bench = Observed.bench(jdk, directory, tracepoints)) {
      // Whatever the class did before its probes were live is not counted.
      bench.run(Parcel.class, 0).awaitLive("parcel", "conditional");
      bench.run(Parcel.class, 9);
      Scrape scrape = bench.scrape();
      assertThat(
              scrape.of(
                  List.of(
                      "length_total",
                      "nothing_total",
                      "negative_total",
                      "divided",
                      "who_total",
                      "null_label_total",
                      "neighbour_total",
                      "conditional_total")))
          .containsOnly(
              entry("length_total", 10.0), // "s1", "s3", .. "s9"
              entry("nothing_total", 0.0),
              entry("negative_total", 0.0),
              entry("divided", 25.0),
              entry("who_total{n=\"2\"}", 5.0),
              entry("who_total{n=\"_error\"}", 4.0),
              entry("null_label_total{n=\"null\"}", 4.0),
              entry("null_label_total{n=\"some\"}", 5.0),
              entry("neighbour_total", 45.0),
              entry("conditional_total", 5.0));
      bench.finish();
      assertThat(bench.jvm().log()).noneMatch(line -> line.contains("ERROR"));
    }
  }

  @EveryJdk
  void namesWhatIsInScopeWhenAVariableIsNot(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "meter.json",
                """
                [ { "ID": "meter", "path": "com/acme/bench/Meter.java", "lineNumber": %1$d,
                    "metrics": [ { "name": "good" },
                                 { "name": "bad", "expression": "1 + numbr" } ] },
                  { "ID": "syntax", "path": "com/acme/bench/Meter.java", "lineNumber": %1$d,
                    "metrics": [ { "name": "syntax", "expression": "number +* 2" } ] },
                  { "ID": "condition", "path": "com/acme/bench/Meter.java", "lineNumber": %1$d,
                    "args": { "condition": "nmae == 'odd'" },
                    "metrics": [ { "name": "conditional" } ] },
                  { "ID": "nowhere", "path": "com/acme/bench/Meter.java", "lineNumber": 1,
                    "metrics": [ { "name": "nowhere" } ] } ]
                """
                    .formatted(METER));
    try (Observed bench = Observed.bench(jdk, directory, tracepoints)) {
      bench.jvm().awaitRunning();
      bench.run(Meter.class, 0).awaitLive("meter");
      assertThat(bench.awaitLog("tracepoint meter: GX-\\d+ "))
          .contains("WARNING", "metric bad", "numbr", "1:5")
          .contains("number", "name", "half", "even", "names", "seen");
      assertThat(bench.awaitLog("tracepoint syntax: REJECTED, GX-\\d+ "))
          .contains("syntax:1:8", "number +* 2");
      assertThat(bench.awaitLog("tracepoint condition: REJECTED, GX-\\d+ "))
          .contains("/args/condition", "nmae");
      assertThat(bench.awaitLog("tracepoint nowhere: NO_CODE, "))
          .contains("com/acme/bench/Meter.java:1", "nearest lines with code: ");
      tracepoints.put(
          "unknown.json",
          """
          { "ID": "unknown", "path": "com/acme/bench/Metre.java", "lineNumber": 1,
            "metrics": [ { "name": "unknown" } ] }
          """);
      assertThat(bench.awaitLog("tracepoint unknown: PENDING, .*named alike"))
          .contains("no class of com/acme/bench/Metre.java is loaded")
          .contains("com/acme/bench/Meter");
      bench.run(Meter.class, 6);
      assertThat(bench.scrape().of(List.of("good_total", "bad_total", "syntax_total")))
          .isEqualTo(Map.of("good_total", 6.0));
      assertThat(bench.log())
          .noneMatch(line -> line.matches(".*tracepoint (syntax|condition): probe .*, live"));
      bench.finish();
    }
  }

  @EveryJdk
  void neverHoldsAJvmThatHasLiveProbes(Jdk jdk) throws Exception {
    TracepointDirectory tracepoints = TracepointDirectory.in(directory).put("meter.json", METER_1);
    try (Observed bench = Observed.bench(jdk, directory, tracepoints)) {
      bench.run(Meter.class, 0).awaitLive("meter");
      bench.run(Meter.class, 10);
      bench.port();
      bench.finish();
      // The JVM ends with its last thread that is no daemon: by then only main, and what runs
      // the hooks at the end.
      assertThat(bench.jvm().out()).contains("threads that hold the JVM: [main]");
    }
  }

  private static final String METER_1 =
      """
      { "ID": "meter", "path": "com/acme/bench/Meter.java", "lineNumber": %d,
        "metrics": [ { "name": "meter" } ] }
      """
          .formatted(METER);
}
