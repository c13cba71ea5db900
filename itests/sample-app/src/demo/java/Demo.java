import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The demonstration: starts the sample shop under the agent, adds tracepoints while it runs, shows what they measure, edits
 * one, removes it, and ends. Run from source by {@code ./demo}; ends within a minute, with exit code 1 and the reason when
 * something does not come as it should.
 */
public final class Demo {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final PrintStream out = System.out;
  private final Path java;
  private final Path jar;
  private final Path application;
  private final Path home;
  private Process shop;
  private long logSeen;

  private Demo(Path java, Path jar, Path application, Path home) {
    this.java = java;
    this.jar = jar;
    this.application = application;
    this.home = home;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      System.err.println("usage: Demo JAVA LEADLINE_JAR SAMPLE_APP_DIRECTORY");
      System.exit(2);
    }
    Path home = Files.createTempDirectory("leadline-demo");
    Demo demo =
        new Demo(
            Path.of(arguments[0]), Path.of(arguments[1]).toAbsolutePath(), Path.of(arguments[2]), home);
    try {
      demo.run();
    } catch (DemoFailure failure) {
      System.err.println("demo: " + failure.getMessage());
      System.exit(1);
    } finally {
      demo.stopShop();
      delete(home);
    }
  }

  private void run() throws Exception {
    Path tracepoints = Files.createDirectories(home.resolve("tracepoints"));
    Path given = application.resolve("tracepoints");

    heading("The sample shop starts under the agent, without a tracepoint");
    start();

    heading("Two tracepoints are dropped into its tracepoints directory");
    drop(given.resolve("session_created.json"), tracepoints);
    drop(given.resolve("session_duration.json"), tracepoints);
    await("the probes", () -> logHas("session_created: ACTIVE") && logHas("session_duration: ACTIVE"));
    showStatus();

    heading("What the metrics endpoint shows");
    await(
        "the series",
        () -> scrape().contains("session_created_total{") && scrape().contains("session_duration_seconds_count{"));
    showMetrics("session_");

    heading("session_created is edited while the shop runs: the label is the user's tier now");
    Path file = tracepoints.resolve("session_created.json");
    String edited = Files.readString(file).replace("user_id", "tier").replace("user.id", "user.tier");
    replace(file, edited);
    await("the edited series", () -> scrape().contains("session_created_total{tier="));
    await("its status", () -> logHas("session_created: declared anew"));
    showStatus();
    showMetrics("session_created");

    heading("session_created is removed");
    Files.delete(file);
    await("its end", () -> !scrape().contains("session_created") && logHas("session_created: removed"));
    showStatus();
    showMetrics("session_");
    out.println("   (no session_created any more; the class is as it was)");

    heading("The shop closes; it never knew");
    stopShop();
    Files.readAllLines(home.resolve("shop.out")).forEach(line -> out.println("   " + line));
    if (Files.size(home.resolve("shop.err")) > 0) {
      throw new DemoFailure("the shop printed errors: " + Files.readString(home.resolve("shop.err")));
    }
  }

  private void start() throws IOException, InterruptedException {
    String agent =
        "-javaagent:"
            + jar
            + "=home="
            + home
            + ",run.dir="
            + home.resolve("run")
            + ",source.directories="
            + application.resolve("src/main/java")
            + ",prometheus.port=0";
    out.println(
        "   java -javaagent:leadline.jar=home=DIR,source.directories=SRC,prometheus.port=0 -jar sample-app.jar");
    shop =
        new ProcessBuilder(
                java.toString(),
                agent,
                "-jar",
                application.resolve("target/sample-app.jar").toString(),
                "--seconds",
                "55")
            .redirectOutput(home.resolve("shop.out").toFile())
            .redirectError(home.resolve("shop.err").toFile())
            .start();
    await("the agent", () -> logHas("running after"));
  }

  private void drop(Path tracepoint, Path directory) throws IOException {
    out.println("   cp " + tracepoint.getFileName() + " tracepoints/");
    for (String line : Files.readAllLines(tracepoint)) {
      out.println("      " + line);
    }
    replace(directory.resolve(tracepoint.getFileName()), Files.readString(tracepoint));
  }

  /** As an editor does it: the new text appears at once. */
  private static void replace(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.writeString(temporary, text);
    Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The lines about tracepoints that are new in the log. */
  private void showStatus() {
    List<String> lines = log();
    for (String line : lines.subList((int) Math.min(logSeen, lines.size()), lines.size())) {
      int at = line.indexOf("tracepoint ");
      if (at >= 0) {
        out.println("   " + line.substring(at));
      }
    }
    logSeen = lines.size();
  }

  private void showMetrics(String prefix) {
    int buckets = 0;
    for (String line : scrape().split("\n")) {
      String name = line.startsWith("# ") ? line.split(" ")[2] : line;
      boolean isTimestamp = name.matches("session_(created|duration_seconds)_created\\b.*");
      if (!name.startsWith(prefix) || isTimestamp) {
        // simpleclient adds `_created` series that say when a series began.
        continue;
      }
      if (line.contains("_bucket{")) {
        buckets++;
      } else {
        out.println("   " + line);
      }
    }
    if (buckets > 0) {
      out.println("   (and " + buckets + " lines of buckets)");
    }
  }

  private String scrape() {
    try {
      Path port = only("prometheus.port");
      if (port == null) {
        return "";
      }
      URI endpoint = URI.create("http://127.0.0.1:" + Files.readString(port).trim() + "/metrics");
      HttpRequest request = HttpRequest.newBuilder(endpoint).timeout(Duration.ofSeconds(5)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).body();
    } catch (IOException notYet) {
      return "";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean logHas(String text) {
    return log().stream().anyMatch(line -> line.contains(text));
  }

  private List<String> log() {
    try {
      Path log = only("leadline.log");
      return log == null ? List.of() : Files.readAllLines(log);
    } catch (IOException notYet) {
      return List.of();
    }
  }

  /** The file of this name in the run directory of the one JVM; null while there is none. */
  private Path only(String name) throws IOException {
    Path run = home.resolve("run").resolve("jvm-" + shop.pid()).resolve(name);
    return Files.exists(run) ? run : null;
  }

  private void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (!shop.isAlive()) {
        throw new DemoFailure("the shop has ended before " + what + " came: " + log());
      }
      if (System.nanoTime() - end > 0) {
        List<String> seen = new ArrayList<>(log());
        throw new DemoFailure(what + " did not come in " + PATIENCE.toSeconds() + " s; the log says:\n" + String.join("\n", seen));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private void stopShop() throws IOException, InterruptedException {
    if (shop == null || !shop.isAlive()) {
      return;
    }
    shop.getOutputStream().write("quit\n".getBytes(StandardCharsets.UTF_8));
    shop.getOutputStream().flush();
    if (!shop.waitFor(10, TimeUnit.SECONDS)) {
      shop.destroyForcibly();
      throw new DemoFailure("the shop did not close");
    }
  }

  private void heading(String text) {
    out.println();
    out.println("== " + text + " ==");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
      super(message);
    }
  }
}
