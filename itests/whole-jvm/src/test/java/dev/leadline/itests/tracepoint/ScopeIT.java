package dev.leadline.itests.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.itests.jvm.EveryJdk;
import dev.leadline.itests.jvm.ForkedJvmBuilder;
import dev.leadline.itests.jvm.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/**
 * SPEC 2.3: what an expression sees at a code point, in what the compilers of Java, Kotlin and
 * Scala make. Lines of the fixtures say it themselves: {@code // sees: expression => text | ..}.
 */
class ScopeIT {

  private static final Pattern SEES = Pattern.compile("// sees: (.*)$");
  private static final Pattern SERIES = Pattern.compile("l(\\d+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  @TempDir private Path directory;

  @EveryJdk
  void readsWhatTheSourceSeesInJava(Jdk jdk) throws Exception {
    Path classes = FixtureCompiler.compile("scope/java", directory.resolve("classes"));
    check(
        jdk,
        "com/acme/scope/Scopes.java",
        FixtureCompiler.source("scope/java/com/acme/scope/Scopes.java"),
        "com.acme.scope.Scopes",
        classes);
  }

  @EveryJdk
  void namesParametersByPositionWhereTheNamesAreMissing(Jdk jdk) throws Exception {
    Path classes =
        FixtureCompiler.compileWith("-g:source,lines", "scope/bare", directory.resolve("classes"));
    check(
        jdk,
        "com/acme/scope/Bare.java",
        FixtureCompiler.source("scope/bare/com/acme/scope/Bare.java"),
        "com.acme.scope.Bare",
        classes);
  }

  @EveryJdk
  void readsWhatTheSourceSeesInKotlin(Jdk jdk) throws Exception {
    Path source = FixtureCompiler.source("scope/foreign/Depot.kt");
    List<Path> classPath = ForeignCompilers.kotlin(source, directory.resolve("classes"));
    check(jdk, "fixture/Depot.kt", source, "fixture.DepotKt", classPath.toArray(Path[]::new));
  }

  @EveryJdk
  void readsWhatTheSourceSeesInScala(Jdk jdk) throws Exception {
    Path source = FixtureCompiler.source("scope/foreign/Depot.scala");
    List<Path> classPath = ForeignCompilers.scala(source, directory.resolve("classes"));
    check(jdk, "fixture/Depot.scala", source, "fixture.start", classPath.toArray(Path[]::new));
  }

  private void check(Jdk jdk, String path, Path source, String main, Path... classPath)
      throws Exception {
    Map<Integer, Map<String, String>> expected = expected(source);
    assertThat(expected).isNotEmpty();
    TracepointDirectory tracepoints = TracepointDirectory.in(directory);
    tracepoints.put("scope.json", document(path, expected));
    ForkedJvmBuilder builder =
        Observed.builder(jdk, directory, tracepoints)
            .sync()
            .java("-cp", String.join(File.pathSeparator, texts(classPath)), main);
    try (Observed application = Observed.start(builder)) {
      application.jvm().send("once").awaitLine("ran once");
      application.awaitLive(
          expected.keySet().stream().map(line -> "line" + line).toArray(String[]::new));
      // What came before a probe was live was not recorded; what comes now is.
      application.jvm().send("twice").awaitLine("ran twice");
      Scrape scrape = application.scrape();
      assertThat(seen(scrape, expected)).isEqualTo(expected);
      application.finish();
    }
  }

  private static List<String> texts(Path... paths) {
    return List.of(paths).stream().map(Path::toString).toList();
  }

  private static Map<Integer, Map<String, String>> expected(Path source) throws IOException {
    Map<Integer, Map<String, String>> expected = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(source);
    for (int i = 0; i < lines.size(); i++) {
      Matcher sees = SEES.matcher(lines.get(i));
      if (sees.find()) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String pair : sees.group(1).split(" \\| ")) {
          String[] sides = pair.split(" => ");
          texts.put(sides[0].strip(), sides[1].strip());
        }
        expected.put(i + 1, texts);
      }
    }
    return expected;
  }

  private static String document(String path, Map<Integer, Map<String, String>> expected) {
    List<String> tracepoints = new ArrayList<>();
    expected.forEach(
        (line, texts) -> {
          List<String> labels = new ArrayList<>();
          for (String expression : texts.keySet()) {
            labels.add(
                "{ \"key\": \"l%d\", \"expression\": \"%s\" }"
                    .formatted(labels.size(), expression.replace("\"", "\\\"")));
          }
          tracepoints.add(
              """
              { "ID": "line%d", "path": "%s", "lineNumber": %d,
                "metrics": [ { "name": "line%d", "labels": [ %s ] } ] }
              """
                  .formatted(line, path, line, line, String.join(", ", labels)));
        });
    return tracepoints.toString();
  }

  /** In the same form; a line without exactly one series shows what it has instead. */
  private static Map<Integer, Map<String, String>> seen(
      Scrape scrape, Map<Integer, Map<String, String>> expected) {
    Map<Integer, Map<String, String>> seen = new LinkedHashMap<>();
    expected.forEach(
        (line, texts) -> {
          Map<String, Double> series = scrape.series("line" + line + "_total");
          Map<String, String> found = new LinkedHashMap<>();
          if (series.size() == 1) {
            List<String> expressions = List.copyOf(texts.keySet());
            Matcher label = SERIES.matcher(series.keySet().iterator().next());
            while (label.find()) {
              found.put(expressions.get(Integer.parseInt(label.group(1))), label.group(2));
            }
          } else {
            found.put("series", series.toString());
          }
          seen.put(line, found);
        });
    return seen;
  }
}
