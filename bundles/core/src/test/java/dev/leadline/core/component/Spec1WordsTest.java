package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.application.LoaderName;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.ProbeStatus;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
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
    start(PLAIN);
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
    core().registry().withdraw("test");
    settle();
    assertThat(callSites(Kiosk.class)).isZero();
  }

  @Test
  void aSourceReplacesItsOwnTracepointsAndNoOthers() {
    start(PLAIN);
    declare(atLine("a", "Kiosk.java", 1, counter("a")));
    TracepointRegistry registry = core().registry();
    assertThat(registry.declare("shell", read(atLine("b", "Kiosk.java", 1, counter("b")))))
        .isEmpty();
    assertThat(origins()).isEqualTo(Map.of("a", "test", "b", "shell"));
    assertThat(registry.declare("shell", read(atLine("c", "Kiosk.java", 1, counter("c")))))
        .isEmpty();
    assertThat(origins()).isEqualTo(Map.of("a", "test", "c", "shell"));
    assertThat(registry.declare("shell", read(atLine("a", "Kiosk.java", 2, counter("c")))))
        .extracting(Problem::code)
        .containsExactly("RG-001");
    assertThat(origins()).isEqualTo(Map.of("a", "test"));
    assertThat(status("a").tracepoint().location().line()).isEqualTo(1);
    registry.withdraw("shell");
    assertThat(origins()).isEqualTo(Map.of("a", "test"));
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
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] bytes) {
            if (redefined == type) {
              new ClassReader(bytes).accept(node, 0);
            }
            return null;
          }
        };
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
