package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.tomcat.Redeployment;
import dev.leadline.itests.jvm.Distribution;
import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.Jdk;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A web application that is deployed anew again and again, with tracepoints in it all the time. */
class RedeploymentIT {

  private static final int DEPLOYMENTS = 20;

  @TempDir private Path directory;

  @EveryJdk
  void leavesNoClassLoaderOfTwentyDeploymentsInTomcat(Jdk jdk) throws Exception {
    List<Path> server =
        List.of(
            ForeignCompilers.jarOf("org.apache.catalina.startup.Tomcat"),
            ForeignCompilers.jarOf("jakarta.annotation.PostConstruct"));
    Path webapp = Files.createDirectories(directory.resolve("webapp"));
    FixtureCompiler.compile(
        "redeployment",
        Files.createDirectories(webapp.resolve("WEB-INF/classes")),
        server.toArray(Path[]::new));
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    tracepoints.put(
        "shop.json",
        """
        { "ID": "shop", "path": "com/acme/webapp/ShopServlet.java", "lineNumber": %d,
          "args": { "condition": "cart != null && any.items.any { it.price > 3 }" },
          "metrics": [
            { "name": "value", "type": "GAUGE", "expression": "cart.items.sum { it.price }" },
            { "name": "carts", "expression": "any.getItems().size()",
              "labels": [ { "key": "text", "expression": "\\"${session.cart.items[0].label}\\"" },
                          { "key": "first", "expression": "session.cart.items*.label.first()" },
                          { "key": "wrong", "expression": "any.nothing" } ] } ] }
        """
            .formatted(
                SourceLines.in(
                    FixtureCompiler.source("redeployment/com/acme/webapp/ShopServlet.java"),
                    "shop")));
    String classPath =
        String.join(
            File.pathSeparator,
            List.of(Distribution.applications(), server.get(0), server.get(1)).stream()
                .map(Path::toString)
                .toList());
    try (Observed application =
        Observed.start(
            Observed.builder(jdk, directory, tracepoints)
                .sync()
                .java(
                    "-cp",
                    classPath,
                    Redeployment.class.getName(),
                    directory.resolve("tomcat").toString(),
                    webapp.toString()))) {
      application.jvm().send(Integer.toString(DEPLOYMENTS));
      application.awaitOut("deployed .*");
      assertThat(application.jvm().out())
          .contains("deployed " + DEPLOYMENTS + ", survivors 0")
          .hasSize(2);
      application.jvm().endInput();
      assertThat(application.jvm().awaitExit()).isZero();
    }
  }
}
