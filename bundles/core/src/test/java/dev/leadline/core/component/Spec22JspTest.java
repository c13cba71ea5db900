package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.jasper.servlet.JasperInitializer;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC 2.2: lines of a JSP, as Jasper compiles it and Tomcat serves it. */
class Spec22JspTest extends CoreFixture {

  private static final String PAGE =
      """
      <%@ page contentType="text/plain" %>
      <% String who = request.getParameter("who"); %>
      <% for (int i = 0; i < 3; i++) { %>
        item <%= i %> of <%= who %>
      <% } %>
      done
      """;

  private static final int LOOP_BODY = 4;

  /** The logger is held, as the JDK forgets the level of one that nobody has. */
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  @TempDir private Path directory;
  private final Tomcat tomcat = new Tomcat();

  @BeforeEach
  void serve() throws Exception {
    TOMCAT.setLevel(Level.WARNING);
    Path pages = Files.createDirectory(directory.resolve("pages"));
    Files.createDirectory(pages.resolve("shop"));
    Files.writeString(pages.resolve("shop/cart.jsp"), PAGE);
    tomcat.setBaseDir(directory.resolve("tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    Context context = tomcat.addWebapp("", pages.toString());
    // The corpus is on the class path: a hundred megabytes without a tag library in it.
    StandardJarScanner jars = new StandardJarScanner();
    jars.setScanClassPath(false);
    context.setJarScanner(jars);
    context.addServletContainerInitializer(new JasperInitializer(), null);
    tomcat.start();
  }

  @AfterEach
  void stopServing() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void countsTheLinesOfThePageAndReadsItsVariables() throws Exception {
    start(PLAIN);
    declare(
        tracepoint(
            "items",
            "shop/cart.jsp",
            "\"lineNumber\": " + LOOP_BODY,
            counter("items", "who"),
            metric("numbers", "COUNTER", "i")));
    // Jasper compiles and loads the page at its first request.
    assertThat(get("nobody")).contains("item 2 of nobody");
    awaitLive("items");
    assertThat(status("items").probes())
        .allSatisfy(
            probe -> {
              assertThat(probe.className()).isEqualTo("org.apache.jsp.shop.cart_jsp");
              assertThat(probe.variables()).contains("who", "i", "request");
            });
    Map<String, Double> before = provider.sums();
    double numbers = before.getOrDefault("numbers[]", 0.0);
    assertThat(get("ann")).contains("item 0 of ann", "item 2 of ann", "done");
    assertThat(get("ann")).contains("done");
    assertThat(provider.sums()).containsEntry("items[ann]", 6.0);
    assertThat(provider.sums().get("numbers[]") - numbers).isEqualTo(2 * (0 + 1 + 2));
    core().registry().withdraw("test");
    settle();
    assertThat(get("bob")).contains("item 2 of bob");
    assertThat(provider.sums()).isEmpty();
  }

  private String get(String who) throws Exception {
    URI page =
        URI.create(
            "http://localhost:%d/shop/cart.jsp?who=%s"
                .formatted(tomcat.getConnector().getLocalPort(), who));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
