package dev.leadline.core.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The world as fixture: every line of every class, and every method's entry and exit, of large
 * public jars, with all that is in scope passed, loaded and verified by this JVM.
 */
class InstrumentationCorpusTest {

  private static final String FILE = "Corpus.java";
  private static final int MINIMUM_CLASSES = 20_000;

  private final CorpusJars jars = CorpusJars.onTheClassPath();

  @Test
  void instrumentsEveryLine() throws Exception {
    check("line_start", type -> lines(type, Stage.LINE_START, 1));
  }

  @Test
  void instrumentsEveryMethodsEntryAndExit() throws Exception {
    check("method_start, method_end", InstrumentationCorpusTest::methods);
  }

  @Test
  void instrumentsTheEndOfManyLines() throws Exception {
    check("line_end", type -> lines(type, Stage.LINE_END, 7));
  }

  private void check(String name, Function<ClassNode, List<ProbeRequest>> requests)
      throws Exception {
    CorpusFigures figures = new CorpusFigures(name);
    AtomicInteger numbers = new AtomicInteger();
    ProbeTransformer transformer = new ProbeTransformer();
    CorpusLoader loader =
        new CorpusLoader(
            jars,
            original -> {
              ClassNode type = new ClassNode();
              new ClassReader(original).accept(type, ClassReader.SKIP_FRAMES);
              List<ProbeRequest> wanted = requests.apply(type);
              TransformResult result =
                  transformer.transform(
                      original,
                      wanted,
                      place -> numbers.incrementAndGet(),
                      MethodParameterNames.COMPLETE);
              figures.count(type, wanted, result);
              return result instanceof TransformResult.Transformed transformed
                  ? transformed.classFile()
                  : original;
            });
    loader.verifyAll(figures);
    System.out.println(figures.text());
    assertThat(figures.codeWithoutProbe()).isEmpty();
    assertThat(figures.failures()).isEmpty();
    assertThat(figures.classes()).isGreaterThanOrEqualTo(MINIMUM_CLASSES);
  }

  private static List<ProbeRequest> lines(ClassNode type, Stage stage, int every) {
    Set<Integer> lines = new TreeSet<>();
    for (MethodNode method : type.methods) {
      method.instructions.forEach(
          node -> {
            if (node instanceof LineNumberNode entry && entry.line > 0) {
              lines.add(entry.line);
            }
          });
    }
    Set<String> names = names(type);
    List<ProbeRequest> requests = new ArrayList<>();
    for (int line : lines) {
      if (line % every == 0) {
        requests.add(
            ProbeRequest.of(
                stage.text() + line,
                new Location(
                    FILE, line, Optional.empty(), stage, Optional.empty(), Optional.empty()),
                names));
      }
    }
    return requests;
  }

  private static List<ProbeRequest> methods(ClassNode type) {
    Set<String> methods = new LinkedHashSet<>();
    type.methods.forEach(method -> methods.add(method.name));
    Set<String> names = names(type);
    List<ProbeRequest> requests = new ArrayList<>();
    for (String method : methods) {
      for (Stage stage : List.of(Stage.METHOD_START, Stage.METHOD_END)) {
        requests.add(
            ProbeRequest.of(
                stage.text() + method,
                new Location(
                    FILE,
                    Location.NO_LINE,
                    Optional.of(method),
                    stage,
                    Optional.empty(),
                    Optional.empty()),
                names));
      }
    }
    return requests;
  }

  private static Set<String> names(ClassNode type) {
    Set<String> names =
        new HashSet<>(
            Set.of("this", ProbeVariable.RETURNED, ProbeVariable.THROWN, ProbeVariable.RUNTIME));
    for (MethodNode method : type.methods) {
      if (method.localVariables != null) {
        for (LocalVariableNode variable : method.localVariables) {
          names.add(variable.name);
        }
      }
    }
    for (int i = 0; i < 20; i++) {
      names.add("param" + i);
    }
    return names;
  }
}
