package dev.leadline.core.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.tracepoint.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How often a line counts. The fixtures are Java sources whose lines say it themselves: {@code //=
 * 3} is three hits while their {@code run} method runs once; {@code //= -} is a line without code;
 * {@code //= - ecj 4} is one of which Eclipse's compiler thinks otherwise. What is on a line, the
 * compiler says: where it puts a jump or the end of a block is its own affair. A fixture that
 * begins with {@code // needs 25} is for JDKs from 25.
 */
class Spec22LinesTest {

  private static final Pattern EXPECTATION = Pattern.compile("//= (-|\\d+)");
  private static final Pattern NEEDS = Pattern.compile("// needs (\\d+)");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Loops.java",
        "Branches.java",
        "Finally.java",
        "Calls.java",
        "Constructors.java",
        "Types.java",
        "Generated.java",
        "Modern.java",
        "Patterns.java",
        "FlexibleConstructors.java"
      })
  void countsEachExecutionOfALineOnce(String file) throws Throwable {
    check(file, Stage.LINE_START);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Loops.java",
        "Branches.java",
        "Finally.java",
        "Calls.java",
        "Constructors.java",
        "Types.java",
        "Generated.java",
        "Modern.java",
        "Patterns.java"
      })
  void endsEachExecutionOfALineOnce(String file) throws Throwable {
    check(file, Stage.LINE_END);
  }

  /** Another compiler lays the same code out in another way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Loops.java",
        "Branches.java",
        "Finally.java",
        "Calls.java",
        "Constructors.java",
        "Types.java",
        "Generated.java"
      })
  void countsTheSameInClassesOfEclipsesCompiler(String file, @TempDir Path directory)
      throws Throwable {
    String text = CompiledSource.ofResource(file).text();
    Path source = Files.writeString(directory.resolve(file), text);
    Path output = Files.createDirectory(directory.resolve("classes"));
    CompiledSource compiled =
        new CompiledSource(file, asEclipseSeesIt(text), ForeignCompilers.ecj(source, output));
    check(file, compiled, Stage.LINE_START);
    if (!file.equals("Constructors.java")) {
      // There the call of super(..) lies behind its arguments' lines, and has no end to observe.
      check(file, compiled, Stage.LINE_END);
    }
  }

  private static void check(String file, Stage stage) throws Throwable {
    CompiledSource source = compile(file);
    if (source != null) {
      check(file, source, stage);
    }
  }

  private static void check(String file, CompiledSource source, Stage stage) throws Throwable {
    String main = file.replace(".java", "");
    Map<Integer, Integer> expected = expected(source.text(), stage);
    List<ProbedClasses.Wanted> wanted = new ArrayList<>();
    expected
        .keySet()
        .forEach(
            line ->
                wanted.add(
                    stage.isEnd()
                        ? ProbedClasses.line(file, line, stage, "runtime", "thrown", "returned")
                        : ProbedClasses.line(file, line, stage)));
    assertThat(count(source, main, wanted)).as("all lines at once").isEqualTo(expected);
    for (ProbedClasses.Wanted each : wanted) {
      int line = each.location().line();
      assertThat(count(source, main, List.of(each)))
          .as("line %s on its own", line)
          .isEqualTo(Map.of(line, expected.get(line)));
    }
  }

  private static Map<Integer, Integer> count(
      CompiledSource source, String main, List<ProbedClasses.Wanted> wanted) throws Throwable {
    try (ProbeRecorder recorder = new ProbeRecorder()) {
      ProbedClasses classes = ProbedClasses.load(source.classes(), wanted, recorder).verify();
      classes.run(main, "run");
      Map<Integer, Integer> hits = new LinkedHashMap<>();
      for (ProbedClasses.Wanted each : wanted) {
        boolean none = classes.probes(each).isEmpty();
        hits.put(each.location().line(), none ? -1 : classes.hits(recorder, each).size());
      }
      return hits;
    }
  }

  private static CompiledSource compile(String file) {
    try (var in = Spec22LinesTest.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      Matcher needs = NEEDS.matcher(text);
      if (needs.lookingAt() && Integer.parseInt(needs.group(1)) > Runtime.version().feature()) {
        return null;
      }
      return CompiledSource.of(file, text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String asEclipseSeesIt(String text) {
    return text.replaceAll("//= (?:-|\\d+) ecj (-|\\d+)", "//= $1");
  }

  static Map<Integer, Integer> expected(String text, Stage stage) {
    Map<Integer, Integer> expected = new LinkedHashMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher matcher = EXPECTATION.matcher(lines.get(i));
      boolean unobservable = stage.isEnd() && lines.get(i).contains("before super");
      if (matcher.find() && !unobservable) {
        String count = matcher.group(1);
        expected.put(i + 1, count.equals("-") ? -1 : Integer.parseInt(count));
      }
    }
    return expected;
  }
}
