package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.problem.Severity;
import dev.leadline.sdk.tracepoint.TracepointState;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC 2.3: what an expression sees; what is Groovy's own, its own tests hold. */
class Spec23VariablesTest extends CoreFixture {

  private static final String NAMELESS =
      """
      package nameless;
      public class Nameless {
        public static int mix(long wide, String text, double half, int n) {
          int local = n * 2;
          return local + text.length();
        }
        public int own(String text) {
          return text.length();
        }
        public static int none() {
          return 7;
        }
      }
      """;

  @TempDir private Path directory;

  @BeforeEach
  void start() {
    start(PLAIN);
  }

  @Test
  void numbersTheParametersOfAClassWithoutNamesAndSaysSo() throws Exception {
    try (IsolatedLoader loader = nameless()) {
      Class<?> type = Class.forName("nameless.Nameless", true, loader);
      Method mix = type.getDeclaredMethod("mix", long.class, String.class, double.class, int.class);
      mix.invoke(null, 0L, "", 0.0, 0);
      declare(
          tracepoint(
              "mix",
              "nameless/Nameless.java",
              "\"lineNumber\": 5",
              metric("wide", "COUNTER", "param0"),
              counter("text", "param1"),
              metric("half", "COUNTER", "param2"),
              metric("n", "COUNTER", "param3")));
      awaitLive("mix");
      mix.invoke(null, 1L << 40, "abc", 0.25, 7);
      assertThat(provider.sums())
          .isEqualTo(
              Map.of("wide[]", (double) (1L << 40), "text[abc]", 1.0, "half[]", 0.25, "n[]", 7.0));
      assertThat(status("mix").problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.code()).isEqualTo("LK-005");
                assertThat(problem.severity()).isEqualTo(Severity.WARNING);
                assertThat(problem.message())
                    .startsWith("nameless.Nameless was compiled without the names");
              });
      assertThat(status("mix").state()).isEqualTo(TracepointState.ACTIVE);
    }
  }

  @Test
  void hasTheReceiverOfAClassWithoutNames() throws Exception {
    try (IsolatedLoader loader = nameless()) {
      Class<?> type = Class.forName("nameless.Nameless", true, loader);
      Object host = type.getConstructor().newInstance();
      type.getMethod("own", String.class).invoke(host, "");
      declare(
          tracepoint(
              "own",
              "nameless/Nameless.java",
              "\"args\": {\"method_name\": \"own\"}",
              counter("own", "param0")));
      awaitLive("own");
      type.getMethod("own", String.class).invoke(host, "first");
      assertThat(provider.sums()).isEqualTo(Map.of("own[first]", 1.0));
      assertThat(status("own").probes())
          .singleElement()
          .satisfies(
              probe -> assertThat(probe.variables()).containsExactlyInAnyOrder("this", "param0"));
    }
  }

  @Test
  void saysNothingOfNamesWhereNoneAreMissing() throws Exception {
    Exits.touch(0, null);
    try (IsolatedLoader loader = nameless()) {
      Class<?> type = Class.forName("nameless.Nameless", true, loader);
      assertThat(type.getMethod("none").invoke(null)).isEqualTo(7);
      declare(
          "["
              + tracepoint(
                  "none",
                  "nameless/Nameless.java",
                  "\"args\": {\"method_name\": \"none\"}",
                  counter("none"))
              + ", "
              + methodEnd("touch", "Exits.java", "touch", counter("touch", "who"))
              + "]");
      awaitLive("none");
      awaitLive("touch");
      assertThat(status("none").problems()).isEmpty();
      assertThat(status("touch").problems()).isEmpty();
    }
  }

  @Test
  void saysWhatIsNotInScopeWhenItIsInstalledAndNotWhenItIsHit() {
    Exits.touch(0, null);
    declare(
        tracepoint(
            "bad", "Exits.java", "\"args\": {\"method_name\": \"touch\"}", counter("bad", "whom")));
    awaitState("bad", TracepointState.REJECTED);
    assertThat(status("bad").problems())
        .filteredOn(Problem::isError)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place().line()).isEqualTo(1);
              assertThat(problem.place().column()).isEqualTo(1);
              assertThat(problem.place().document()).isEqualTo("bad");
              assertThat(problem.value()).isEqualTo("whom");
            });
    assertThat(status("bad").probes())
        .allSatisfy(
            probe -> assertThat(probe.variables()).containsExactlyInAnyOrder("wide", "who"));
    Exits.touch(1, "ann");
    assertThat(status("bad").dropped()).isEqualTo(Map.of("not_compiled", 1L));
    assertThat(status("bad").errors()).isEmpty();
  }

  /** Lines and file name, no variables: what {@code javac} does without {@code -g}. */
  private IsolatedLoader nameless() throws Exception {
    Path source = Files.createDirectories(directory.resolve("src")).resolve("Nameless.java");
    Files.writeString(source, NAMELESS);
    Path classes = Files.createDirectories(directory.resolve("classes"));
    StringWriter messages = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      assertThat(
              compiler
                  .getTask(
                      messages,
                      files,
                      null,
                      List.of("-g:lines,source", "-d", classes.toString()),
                      null,
                      files.getJavaFileObjects(source))
                  .call())
          .as(messages.toString())
          .isTrue();
    }
    return new IsolatedLoader(classes);
  }
}
