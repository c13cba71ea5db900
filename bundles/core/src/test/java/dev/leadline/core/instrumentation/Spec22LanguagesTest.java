package dev.leadline.core.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.tracepoint.Stage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often lines count in classes of other compilers; the fixtures say it as in Spec22LinesTest.
 */
class Spec22LanguagesTest {

  @TempDir private Path directory;

  private interface Compiler {
    Map<String, byte[]> compile(Path source, Path output) throws Exception;
  }

  @Test
  void countsLinesOfKotlin() throws Throwable {
    check("KotlinLines.kt", "fixture.KotlinLinesKt", ForeignCompilers::kotlin);
  }

  /** A line that waits goes on in another call of its method, and is still the same execution. */
  @Test
  void countsLinesOfKotlinThatWait() throws Throwable {
    check("KotlinCoroutines.kt", "fixture.KotlinCoroutinesKt", ForeignCompilers::kotlin);
  }

  @Test
  void countsLinesOfScalasExtensionsEnumsAndGivens() throws Throwable {
    check("ScalaExtensions.scala", "fixture.ScalaExtensions", ForeignCompilers::scala);
  }

  @Test
  void countsLinesOfGroovysClosures() throws Throwable {
    check("GroovyClosures.groovy", "fixture.GroovyClosures", ForeignCompilers::groovy);
  }

  @Test
  void countsLinesOfScala() throws Throwable {
    check("ScalaLines.scala", "fixture.ScalaLines", ForeignCompilers::scala);
  }

  @Test
  void countsLinesOfGroovy() throws Throwable {
    check("GroovyLines.groovy", "fixture.GroovyLines", ForeignCompilers::groovy);
  }

  private void check(String file, String main, Compiler compiler) throws Throwable {
    String text;
    try (InputStream in = Spec22LanguagesTest.class.getResourceAsStream(file)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Path source = Files.writeString(directory.resolve(file), text);
    Path output = Files.createDirectory(directory.resolve("classes"));
    Map<String, byte[]> classes = compiler.compile(source, output);
    for (Stage stage : List.of(Stage.LINE_START, Stage.LINE_END)) {
      Map<Integer, Integer> expected = Spec22LinesTest.expected(text, stage);
      List<ProbedClasses.Wanted> wanted = new ArrayList<>();
      for (int line : expected.keySet()) {
        wanted.add(
            stage.isEnd()
                ? ProbedClasses.line("fixture/" + file, line, stage, "runtime", "thrown")
                : ProbedClasses.line("fixture/" + file, line, stage));
      }
      try (ProbeRecorder recorder = new ProbeRecorder()) {
        ProbedClasses probed = ProbedClasses.load(classes, wanted, recorder).verify();
        probed.run(main, "run");
        Map<Integer, Integer> hits = new LinkedHashMap<>();
        for (ProbedClasses.Wanted each : wanted) {
          hits.put(
              each.location().line(),
              probed.probes(each).isEmpty() ? -1 : probed.hits(recorder, each).size());
        }
        assertThat(hits).as("%s %s", file, stage).isEqualTo(expected);
      }
    }
  }
}
