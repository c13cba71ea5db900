package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.application.LoaderName;
import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.ProbeStatus;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/** SPEC 1: what the words stand for, in what a status and a provider show. */
class Spec1WordsTest extends CoreFixture {

  @Test
  void aProbeIsOneTracepointAtOnePointOfOneLoadedClass() throws Exception {
    start(PLAIN);
    int line = lineOf("Booth.java", "sell");
    declare(
        "["
            + atLine("one", "Booth.java", line, counter("one"))
            + ", "
            + atLine("two", "Booth.java", line, counter("two"), counter("three"))
            + "]");
    settle();
    try (IsolatedLoader first = loader();
        IsolatedLoader second = loader()) {
      for (IsolatedLoader loader : List.of(first, second)) {
        Class.forName(Booth.class.getName(), true, loader);
        for (String id : List.of("one", "two")) {
          awaitStatus(id, status -> loader.hasLive(status.probes()));
          List<ProbeStatus> here =
              status(id).probes().stream()
                  .filter(probe -> probe.loader().equals(LoaderName.of(loader)))
                  .toList();
          assertThat(here)
              .singleElement()
              .satisfies(
                  probe -> {
                    assertThat(probe.className()).isEqualTo(Booth.class.getName());
                    assertThat(probe.line()).isEqualTo(line);
                  });
        }
      }
    }
  }

  @Test
  void anInstrumentHasASeriesForEachSetOfLabelValues() throws Exception {
    start(PLAIN);
    declare(atLine("sale", "Booth.java", lineOf("Booth.java", "sell"), counter("sales", "who")));
    settle();
    try (IsolatedLoader loader = loader()) {
      Class<?> type = Class.forName(Booth.class.getName(), true, loader);
      awaitStatus("sale", status -> loader.hasLive(status.probes()));
      settle();
      Method sell = type.getDeclaredMethod("sell", String.class, int.class);
      sell.setAccessible(true);
      for (String who : List.of("ann", "bob", "ann")) {
        sell.invoke(null, who, 1);
      }
      assertThat(provider.sums()).isEqualTo(Map.of("sales[ann]", 2.0, "sales[bob]", 1.0));
      assertThat(status("sale").series()).isEqualTo(2);
    }
  }

  @Test
  void aCallSiteIsAnInvokedynamicInstruction() throws Exception {
    Kiosk.sell("loaded", 1);
    CountingInstrumentation counting = new CountingInstrumentation();
    start(counting.over(INSTRUMENTATION), PLAIN);
    int line = lineOf("Kiosk.java", "sell");
    assertThat(callSites(Kiosk.class)).isZero();
    declare(
        "["
            + atLine("one", "Kiosk.java", line, counter("one"))
            + ", "
            + atLine("two", "Kiosk.java", line, counter("two"), counter("three"))
            + "]");
    awaitLive("one");
    awaitLive("two");
    assertThat(callSites(Kiosk.class)).isEqualTo(2);
    // The look was a retransformation by somebody else, and is taken in by now.
    settle();
    int before = counting.retransformations.size();
    core().registry().withdraw("test");
    settle();
    // Leadline's own doing, and not that of the look below.
    assertThat(counting.retransformations).hasSizeGreaterThan(before);
    assertThat(callSites(Kiosk.class)).isZero();
  }

  @Test
  void anExpressionIsAConditionAValueOrALabel() {
    Map<String, ExpressionRole> asked = new ConcurrentHashMap<>();
    NameLanguage names = new NameLanguage();
    Values.truth(true, 0);
    start(PLAIN);
    core()
        .add(
            new ExpressionLanguage() {
              @Override
              public String name() {
                return "roles";
              }

              @Override
              public Set<String> identifiers(String expression) {
                return names.identifiers(expression);
              }

              @Override
              public Compilation compile(ExpressionRequest request) {
                asked.put(request.expression(), request.role());
                return names.compile(request);
              }
            });
    declare(
        tracepoint(
                "t",
                "Values.java",
                "\"lineNumber\": %d, \"args\": {\"condition\": \"flag\"}"
                    .formatted(lineOf("Values.java", "truth")),
                metric("sum", "COUNTER", "number", "seen"))
            .replace("\"language\": \"name\"", "\"language\": \"roles\""));
    awaitStatus("t", status -> !asked.isEmpty());
    settle();
    assertThat(asked)
        .isEqualTo(
            Map.of(
                "flag", ExpressionRole.CONDITION,
                "number", ExpressionRole.VALUE,
                "seen", ExpressionRole.LABEL));
  }

  @Test
  void aSourceReplacesItsOwnTracepointsAndNoOthers() {
    Kiosk.sell("loaded", 1);
    start(PLAIN);
    int line = lineOf("Kiosk.java", "sell");
    declare(atLine("a", "Kiosk.java", line, counter("a")));
    awaitLive("a");
    TracepointRegistry registry = core().registry();
    assertThat(registry.declare("shell", read(atLine("b", "Kiosk.java", 1, counter("b")))))
        .isEmpty();
    assertThat(origins()).isEqualTo(Map.of("a", "test", "b", "shell"));
    assertThat(registry.declare("shell", read(atLine("c", "Kiosk.java", 1, counter("c")))))
        .isEmpty();
    assertThat(origins()).isEqualTo(Map.of("a", "test", "c", "shell"));
    assertThat(registry.status("b")).isEmpty();
    assertThat(registry.declare("shell", read(atLine("a", "Kiosk.java", 2, counter("c")))))
        .extracting(Problem::code)
        .containsExactly("RG-001");
    assertThat(origins()).isEqualTo(Map.of("a", "test"));
    assertThat(status("a").tracepoint().location().line()).isEqualTo(line);
    registry.withdraw("shell");
    assertThat(origins()).isEqualTo(Map.of("a", "test"));
    settle();
    Kiosk.sell("ann", 1);
    assertThat(provider.sums()).isEqualTo(Map.of("a[]", 1.0));
    registry.withdraw("test");
    assertThat(origins()).isEmpty();
  }

  private Map<String, String> origins() {
    return core().registry().statuses().stream()
        .collect(Collectors.toMap(TracepointStatus::id, TracepointStatus::origin));
  }

  /** In the class as the JVM has it now. */
  private static long callSites(Class<?> type) throws UnmodifiableClassException {
    ClassNode node = new ClassNode();
    ClassFileTransformer peek =
        new ClassWitness(
            type,
            bytes -> {
              new ClassReader(bytes).accept(node, 0);
            });
    INSTRUMENTATION.addTransformer(peek, true);
    try {
      INSTRUMENTATION.retransformClasses(type);
    } finally {
      INSTRUMENTATION.removeTransformer(peek);
    }
    assertThat(node.methods).isNotEmpty();
    return node.methods.stream()
        .flatMap(method -> Stream.of(method.instructions.toArray()))
        .filter(
            instruction ->
                instruction instanceof InvokeDynamicInsnNode call
                    && call.bsm.getOwner().equals("java/lang/LeadlineBridge"))
        .count();
  }

  private static IsolatedLoader loader() throws Exception {
    return new IsolatedLoader(
        Path.of(Booth.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
  }
}
