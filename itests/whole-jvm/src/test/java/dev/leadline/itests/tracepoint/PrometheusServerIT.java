package dev.leadline.itests.tracepoint;

import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus server scrapes the endpoint and answers queries. */
class PrometheusServerIT {

  @TempDir private Path directory;

  @EveryJdk
  void answersQueriesWithTheExactFigures(Jdk jdk) throws Exception {
    Path binary = PrometheusServer.require();
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "created.json",
                """
                { "ID": "created", "path": "com/acme/web/SessionManager.java", "lineNumber": 22,
                  "metrics": [
                    { "name": "session_created", "help": "A backslash \\\\ and\\na second line",
                      "labels": [
                        { "key": "user_id", "expression": "user.getId()" },
                        { "key": "odd", "static": "a \\"quote\\", a \\\\ and a\\nline" } ] } ] }
                """)
            .put(
                "ended.json",
                """
                { "ID": "ended", "path": "com/acme/web/SessionManager.java", "lineNumber": 41,
                  "metrics": [
                    { "name": "numbers", "type": "HISTOGRAM", "expression": "session.number",
                      "buckets": [ 100, 1000 ] },
                    { "name": "sizes", "type": "SUMMARY", "expression": "2.5", "unit": "bytes",
                      "quantiles": { "0.5": 0.01 } } ] }
                """)
            .put(
                "cache.json",
                """
                { "ID": "cache", "path": "com/acme/Cache.java", "lineNumber": 30,
                  "metrics": [ { "name": "capacity", "type": "GAUGE", "expression": "capacity" } ] }
                """);
    try (Observed shop = Observed.sample(jdk, directory, tracepoints, 9000)) {
      shop.awaitLive("created", "ended", "cache");
      shop.jvm().send("go");
      shop.awaitOut("shop: 9000 sessions created, 9000 destroyed, .*");
      try (PrometheusServer server =
          PrometheusServer.scraping(
              binary, Files.createDirectory(directory.resolve("server")), shop.port())) {
        server.awaitAnswer("up", 1);
        server.awaitAnswer("sum(session_created_total)", 9000);
        server.awaitAnswer("count(session_created_total)", 9);
        server.awaitAnswer("session_created_total{user_id=\"u3\"}", 1000);
        server.awaitAnswer(
            "sum(session_created_total{odd=\"a \\\"quote\\\", a \\\\ and a\\nline\"})", 9000);
        server.awaitAnswer("numbers_count", 9000);
        server.awaitAnswer("numbers_sum", 9000 * 9001 / 2.0);
        server.awaitAnswer("numbers_bucket{le=\"100.0\"}", 100);
        server.awaitAnswer("sizes_bytes_sum", 22_500);
        server.awaitAnswer("sizes_bytes{quantile=\"0.5\"}", 2.5);
        server.awaitAnswer("capacity", 150);
      }
      shop.finish();
    }
  }
}
