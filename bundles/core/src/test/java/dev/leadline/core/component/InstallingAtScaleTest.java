package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.TracepointState;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many tracepoints at once: the JVM, the languages and the providers are called for many together,
 * whatever their number. Counted, not timed: were it one by one again, these numbers would be
 * others.
 */
class InstallingAtScaleTest extends CoreFixture {

  private static final int CLASSES = 250;
  private static final int METHODS = 3;

  @TempDir private static Path classes;

  /** Loaded once: what another test has loaded is there for a scan, too. */
  private static final List<Class<?>> SHIPS = new ArrayList<>();

  /** Who was called how often in a row, in the order of the calls. */
  private final List<String> turns = new ArrayList<>();

  private final CountingInstrumentation jvm = new CountingInstrumentation();

  /** Guarded by itself. */
  private int inARow;

  @BeforeAll
  static void compile() throws Exception {
    List<Path> sources = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      StringBuilder methods = new StringBuilder();
      for (int j = 0; j < METHODS; j++) {
        methods.append("public int method" + j + "(int amount) { return amount + 1; }\n");
      }
      Path source = classes.resolve("Ship" + i + ".java");
      sources.add(
          Files.writeString(
              source,
              "package ships; public class Ship"
                  + i
                  + " implements java.util.function.IntUnaryOperator {\n"
                  + "public int applyAsInt(int a) { return method0(a); }\n"
                  + methods
                  + "}"));
    }
    StringWriter messages = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
      assertThat(
              compiler
                  .getTask(
                      messages,
                      files,
                      null,
                      List.of("-g", "-proc:none", "-d", classes.toString()),
                      null,
                      units)
                  .call())
          .as(messages.toString())
          .isTrue();
    }
    ClassLoader loader = new IsolatedLoader(classes);
    for (int i = 0; i < CLASSES; i++) {
      SHIPS.add(Class.forName("ships.Ship" + i, true, loader));
    }
  }

  @BeforeEach
  void start() throws Exception {
    start(jvm.over(INSTRUMENTATION), PLAIN);
    core().add(new TurnLanguage());
    core().remove(provider);
    core().add(new TurnProvider());
    settle();
    jvm.scans.set(0);
  }

  @AfterAll
  static void forget() {
    SHIPS.clear();
  }

  /** Compiles as the other one does, and says that it was called. */
  private final class TurnLanguage implements ExpressionLanguage {
    private final NameLanguage names = new NameLanguage();

    @Override
    public String name() {
      return "turn";
    }

    @Override
    public Set<String> identifiers(String expression) {
      return names.identifiers(expression);
    }

    @Override
    public Compilation compile(ExpressionRequest request) {
      called("compile");
      return request.expression().equals("nonsense")
          ? new Compilation.Failed(List.of(Problem.error("TL-001", "on purpose", "")))
          : names.compile(request);
    }
  }

  private final class TurnProvider implements MetricProvider {
    @Override
    public String name() {
      return "turn";
    }

    @Override
    public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
      called("open");
      if (definition.name().equals("unwelcome")) {
        throw new IllegalStateException("on purpose");
      }
      return new InstrumentResult.Opened(
          new Instrument() {
            @Override
            public Series series(List<String> labelValues) {
              called("series");
              return value -> {};
            }

            @Override
            public void close() {
              called("close");
            }
          },
          definition.name());
    }
  }

  private void called(String what) {
    synchronized (turns) {
      int last = turns.size() - 1;
      if (last >= 0 && turns.get(last).equals(what + " x " + inARow)) {
        inARow++;
        turns.set(last, what + " x " + inARow);
      } else {
        inARow = 1;
        turns.add(what + " x 1");
      }
    }
  }

  private List<String> turns() {
    synchronized (turns) {
      return List.copyOf(turns);
    }
  }

  private static String tracepoint(int ship, int method, String metric) {
    return """
        {"ID": "ship-%1$d-%2$d", "path": "ships/Ship%1$d.java", "language": "turn",
         "args": {"method_name": "method%2$d"}, "metrics": [%3$s]}
        """
        .formatted(ship, method, metric);
  }

  private static String labelled(int ship, int method, String expression) {
    return tracepoint(
        ship,
        method,
        "{\"name\": \"ship_%d_%d\", \"labels\": [{\"key\": \"amount\", \"expression\": \"%s\"}]}"
            .formatted(ship, method, expression));
  }

  /** All of them, each with a metric and an expression of its own. */
  private static String everywhere() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      for (int j = 0; j < METHODS; j++) {
        all.add(labelled(i, j, "amount"));
      }
    }
    return "[" + String.join(",", all) + "]";
  }

  private void declareAndSettle(String json) {
    declare(json);
    settle();
  }

  @Test
  void manyClassesAreRetransformedInOneCall() {
    declareAndSettle(everywhere());
    assertThat(jvm.retransformations).containsExactly(200, 50);
    assertThat(core().registry().summary()).isEqualTo(Map.of("INSTALLED", 750L));
    declareAndSettle("[]");
    assertThat(jvm.retransformations).containsExactly(200, 50, 200, 50);
  }

  @Test
  void languagesAndProvidersAreHandedTheWorkOfManyProbesTogether() {
    declareAndSettle(everywhere());
    assertThat(turns())
        .containsExactly(
            "compile x 250",
            "open x 250",
            "compile x 250",
            "open x 250",
            "compile x 250",
            "open x 250");
    turns.clear();
    declareAndSettle("[]");
    assertThat(turns()).containsExactly("close x 750");
  }

  @Test
  void seriesThatNoHitDecidesAreAskedForTogether() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      all.add(tracepoint(i, 0, "{\"name\": \"plain_" + i + "\"}"));
    }
    declareAndSettle("[" + String.join(",", all) + "]");
    assertThat(turns()).containsExactly("open x 250", "series x 250");
  }

  @Test
  void filesThatComeTogetherAreLookedForOnce() {
    // Leadline's thread is busy when they come.
    core()
        .afterAll(
            () -> {
              for (int i = 0; i < CLASSES; i++) {
                assertThat(
                        core()
                            .registry()
                            .declare("file" + i, read("[" + labelled(i, 0, "amount") + "]")))
                    .isEmpty();
              }
            });
    settle();
    settle();
    assertThat(jvm.retransformations).containsExactly(200, 50);
    // And once more a while later, for classes that were just loading.
    await().untilAsserted(() -> assertThat(jvm.scans).hasValue(2));
    settle();
    assertThat(jvm.retransformations).containsExactly(200, 50);
    assertThat(jvm.scans).hasValue(2);
  }

  @Test
  void whatGoesWhileOthersAreTakenOutIsTakenOutToo() {
    for (int j = 0; j < METHODS; j++) {
      List<String> all = new ArrayList<>();
      for (int i = 0; i < CLASSES; i++) {
        all.add(labelled(i, j, "amount"));
      }
      assertThat(core().registry().declare("file" + j, read("[" + String.join(",", all) + "]")))
          .isEmpty();
    }
    settle();
    settle();
    assertThat(core().footprint()).isEqualTo(new Core.Footprint(CLASSES, CLASSES * METHODS));
    turns.clear();
    jvm.retransformations.clear();
    AtomicBoolean isFirst = new AtomicBoolean(true);
    jvm.refuse(
        type -> {
          if (isFirst.getAndSet(false)) {
            // Leadline's thread is at the first file's classes.
            core().registry().withdraw("file1");
            core().registry().withdraw("file2");
          }
          return false;
        });
    core().registry().withdraw("file0");
    settle();
    settle();
    assertThat(turns()).containsExactly("close x 750");
    assertThat(jvm.retransformations).containsExactly(200, 50, 200, 50);
    assertThat(core().footprint()).isEqualTo(new Core.Footprint(0, 0));
  }

  @Test
  void oneMoreTracepointInAClassLeavesTheOthersAlone() {
    declareAndSettle("[" + labelled(0, 0, "amount") + "," + labelled(0, 1, "amount") + "]");
    turns.clear();
    declareAndSettle(
        "["
            + String.join(
                ",", labelled(0, 0, "amount"), labelled(0, 1, "amount"), labelled(0, 2, "amount"))
            + "]");
    assertThat(jvm.retransformations).containsExactly(1, 1);
    assertThat(turns()).containsExactly("compile x 1", "open x 1");
  }

  @Test
  void aClassThatTheJvmRefusesSpoilsNoOther() throws Exception {
    jvm.refuse(type -> type.getName().equals("ships.Ship77"));
    declareAndSettle(everywhere());
    for (int i = 0; i < CLASSES; i++) {
      for (int j = 0; j < METHODS; j++) {
        assertThat(status("ship-" + i + "-" + j).state())
            .isEqualTo(i == 77 ? TracepointState.REJECTED : TracepointState.INSTALLED);
      }
    }
    assertThat(jvm.retransformations.stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(CLASSES - 1);
    // Half and half again: 200 or 50, 100, 50, 25, 12 or 13, 6 or 7, 3 or 4, 1 or 2, 1.
    assertThat(jvm.refusals.get()).isBetween(6, 9);
    assertThat(status("ship-77-0").reason())
        .contains("ships.Ship77", "the JVM refuses to retransform it", "on purpose");
    IntUnaryOperator ship =
        SHIPS.get(76).asSubclass(IntUnaryOperator.class).getDeclaredConstructor().newInstance();
    assertThat(ship.applyAsInt(1)).isEqualTo(2);
    assertThat(status("ship-76-0").hits()).isEqualTo(1);
  }

  @Test
  void anExpressionThatFailsSpoilsNoOther() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      all.add(labelled(i, 0, i == 7 ? "nonsense" : "amount"));
    }
    all.add(tracepoint(7, 1, "{\"name\": \"unwelcome\"}"));
    declareAndSettle("[" + String.join(",", all) + "]");
    for (int i = 0; i < CLASSES; i++) {
      assertThat(status("ship-" + i + "-0").state())
          .isEqualTo(i == 7 ? TracepointState.REJECTED : TracepointState.INSTALLED);
    }
    assertThat(status("ship-7-1").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("PR-001"));
  }
}
