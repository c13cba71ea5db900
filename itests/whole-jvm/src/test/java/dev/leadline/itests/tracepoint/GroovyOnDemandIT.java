package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.bench.Meter;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has no expression pays for no compiler. */
class GroovyOnDemandIT {

  private static final int METER = SourceLines.of("com/acme/bench/Meter.java", "meter");
  private static final Pattern GROOVY =
      Pattern.compile(" (groovy\\.|groovyjarjar|org\\.codehaus\\.groovy|org\\.apache\\.groovy)");

  @TempDir private Path directory;

  @EveryJdk
  void loadsNoClassOfGroovyBeforeATracepointNeedsIt(Jdk jdk) throws Exception {
    Path loads = directory.resolve("loads.txt");
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    try (Observed bench =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints)
                .java("-Xlog:class+load:file=" + loads)
                .main(com.acme.bench.Bench.class))) {
      bench.jvm().awaitRunning();
      bench.run(Meter.class, 1);
      tracepoints.put("plain.json", tracepoint("plain", "\"name\": \"plain\""));
      bench.awaitLive("plain");
      bench.run(Meter.class, 3);
      assertThat(bench.scrape().value("plain_total")).isEqualTo(3);
      assertThat(groovy(loads)).isEmpty();

      tracepoints.put(
          "expression.json",
          tracepoint("expression", "\"name\": \"named\", \"expression\": \"name.length()\""));
      bench.awaitLive("expression");
      assertThat(groovy(loads)).isNotEmpty();
      bench.finish();
    }
  }

  private static List<String> groovy(Path loads) throws IOException {
    return Files.readAllLines(loads).stream().filter(line -> GROOVY.matcher(line).find()).toList();
  }

  private static String tracepoint(String id, String metric) {
    return """
        { "ID": "%s", "path": "com/acme/bench/Meter.java", "lineNumber": %d,
          "metrics": [ { %s } ] }
        """
        .formatted(id, METER, metric);
  }
}
