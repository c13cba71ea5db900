package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two web applications in a real Tomcat, each with a simpleclient of its own in another version:
 * each has its own series, and a redeployment leaves nothing behind.
 */
class TomcatIT {

  private static final Path PROGRAMS = Path.of(System.getProperty("programs.directory"));
  private static final Pattern CONNECTOR = Pattern.compile("http-nio.*-auto-\\d+-(\\d+)\"");

  private static final String SERVER =
      """
      <Server port="-1">
        <Service name="Catalina">
          <Connector port="0" address="127.0.0.1"/>
          <Engine name="Catalina" defaultHost="localhost" backgroundProcessorDelay="1">
            <Host name="localhost" appBase="webapps"/>
          </Engine>
        </Service>
      </Server>
      """;

  private static final String WEB =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
        <absolute-ordering/>
        <servlet>
          <servlet-name>shop</servlet-name>
          <servlet-class>com.acme.web.ShopServlet</servlet-class>
          <load-on-startup>1</load-on-startup>
        </servlet>
        <servlet-mapping>
          <servlet-name>shop</servlet-name>
          <url-pattern>/*</url-pattern>
        </servlet-mapping>
      </web-app>
      """;

  @TempDir private Path directory;

  private int port;

  @EveryJdk
  void eachWebApplicationHasItsOwnSeriesAndARedeploymentLeavesNothing(Jdk jdk) throws Exception {
    Path home = unzip(PROGRAMS.resolve("tomcat.zip"), directory.resolve("tomcat"));
    Path base = directory.resolve("base");
    Files.createDirectories(base.resolve("conf"));
    Files.writeString(base.resolve("conf/server.xml"), SERVER);
    Files.writeString(
        base.resolve("conf/context.xml"),
        "<Context><WatchedResource>WEB-INF/web.xml</WatchedResource></Context>");
    Path first = webApplication(base.resolve("webapps/first"), home, "new");
    webApplication(base.resolve("webapps/second"), home, "old");
    TracepointDirectory tracepoints =
        TracepointDirectory.in(directory)
            .put(
                "sales.json",
                """
                { "ID": "sales", "path": "com/acme/web/ShopServlet.java", "lineNumber": %d,
                  "metrics": [ { "name": "sales", "expression": "price" } ] }
                """
                    .formatted(
                        SourceLines.in(
                            FixtureCompiler.source("webapp/com/acme/web/ShopServlet.java"),
                            "sell")));
    try (Observed tomcat =
        Observed.of(
            Observed.builder(jdk, directory, tracepoints)
                .java("-Dcatalina.home=" + home, "-Dcatalina.base=" + base)
                .java("-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")))
                .java(
                    "-cp",
                    home.resolve("bin/bootstrap.jar") + ":" + home.resolve("bin/tomcat-juli.jar"))
                .java("org.apache.catalina.startup.Bootstrap", "start")
                .start())) {
      port = port(tomcat);
      tomcat.jvm().await("both applications", () -> isThere("first") && isThere("second"));
      awaitSeries(tomcat, "first");
      awaitSeries(tomcat, "second");
      assertSellsExactly("first", 3, 5);
      assertSellsExactly("second", 7, 4);
      double second = sales("second");
      tomcat.jvm().await("where both go", () -> elections(tomcat) == 2);

      for (int i = 0; i < 3; i++) {
        redeploy(tomcat, first, i);
        awaitSeries(tomcat, "first");
        assertSellsExactly("first", 3, 5);
      }
      tomcat.jvm().await("where each deployment goes", () -> elections(tomcat) == 5);
      // A stale series would be here with what it had before.
      assertThat(sales("first")).isLessThan(1_000);
      assertThat(sales("second")).isEqualTo(second);
      tomcat
          .jvm()
          .await("the loaders of the old deployments to go", () -> loaders(jdk, tomcat) == 2);
      assertThat(Files.exists(tomcat.jvm().jvmDirectory().resolve("prometheus.port"))).isFalse();
    }
  }

  /** How often the log says that metrics go to an application's registry. */
  private static long elections(Observed tomcat) {
    return tomcat.jvm().log().stream()
        .filter(line -> line.contains("the application's default registry of simpleclient"))
        .count();
  }

  /** Sells for nothing until the probe is live in this application. */
  private void awaitSeries(Observed tomcat, String application) {
    tomcat
        .jvm()
        .await(
            "series of " + application,
            () -> {
              get(application, "/sell?price=0");
              return metrics(application).samples().containsKey("sales_total");
            });
  }

  private void assertSellsExactly(String application, int price, int times) throws Exception {
    double before = sales(application);
    for (int i = 0; i < times; i++) {
      assertThat(get(application, "/sell?price=" + price)).isEqualTo("sold for " + price);
    }
    assertThat(sales(application)).isEqualTo(before + price * times);
    assertThat(metrics(application).text()).contains("# HELP visits");
  }

  /** Tomcat reloads an application whose descriptor has another time, one in the past. */
  private void redeploy(Observed tomcat, Path application, int round) throws Exception {
    String loader = get("first", "/loader");
    Files.setLastModifiedTime(
        application.resolve("WEB-INF/web.xml"),
        FileTime.from(Instant.now().minusSeconds(3_600L * (round + 1))));
    tomcat
        .jvm()
        .await("another loader", () -> isThere("first") && !get("first", "/loader").equals(loader));
  }

  /** Loaders of web applications that are alive after a collection. */
  private static long loaders(Jdk jdk, Observed tomcat) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                jdk.home().resolve("bin/jcmd").toString(),
                Long.toString(tomcat.jvm().pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    try (Stream<String> lines = jcmd.inputReader(StandardCharsets.UTF_8).lines()) {
      return lines
          .filter(line -> line.contains("org.apache.catalina.loader.ParallelWebappClassLoader"))
          .filter(line -> !line.contains("$"))
          .map(line -> line.trim().split("\\s+"))
          .mapToLong(columns -> Long.parseLong(columns[1]))
          .sum();
    }
  }

  private boolean isThere(String application) {
    try {
      return !get(application, "/loader").isEmpty();
    } catch (Exception | AssertionError notYet) {
      return false;
    }
  }

  private double sales(String application) throws Exception {
    return metrics(application).value("sales_total");
  }

  private Scrape metrics(String application) throws Exception {
    return Scrape.of(get(application, "/metrics"));
  }

  private String get(String application, String path) throws Exception {
    return Scrape.get("http://127.0.0.1:" + port + "/" + application + path);
  }

  private static int port(Observed tomcat) {
    tomcat.jvm().await("the connector", () -> connector(tomcat).findAny().isPresent());
    return connector(tomcat).findAny().orElseThrow();
  }

  private static Stream<Integer> connector(Observed tomcat) {
    return tomcat.jvm().err().stream()
        .map(CONNECTOR::matcher)
        .filter(Matcher::find)
        .map(line -> Integer.parseInt(line.group(1)));
  }

  private static Path webApplication(Path root, Path tomcat, String version) throws IOException {
    Path libraries = Files.createDirectories(root.resolve("WEB-INF/lib"));
    try (Stream<Path> programs = Files.list(PROGRAMS)) {
      for (Path jar :
          programs.filter(file -> file.toString().endsWith("-" + version + ".jar")).toList()) {
        Files.copy(jar, libraries.resolve(jar.getFileName()));
      }
    }
    FixtureCompiler.compile(
        "webapp",
        Files.createDirectories(root.resolve("WEB-INF/classes")),
        tomcat.resolve("lib/servlet-api.jar"),
        libraries.resolve("simpleclient-" + version + ".jar"),
        libraries.resolve("simpleclient_common-" + version + ".jar"));
    Files.writeString(root.resolve("WEB-INF/web.xml"), WEB);
    return root;
  }

  /** Only what a server needs, without its own web applications. */
  private static Path unzip(Path zip, Path target) throws IOException {
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream in = new ZipInputStream(file)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName().replaceFirst("^[^/]*/", "");
        if (!entry.isDirectory() && List.of("bin", "lib").contains(name.replaceFirst("/.*", ""))) {
          Path path = target.resolve(name);
          Files.createDirectories(path.getParent());
          Files.copy(in, path);
        }
      }
    }
    return target;
  }
}
