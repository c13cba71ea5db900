package dev.leadline.core.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.format.JsonTracepointFormat;
import dev.leadline.core.instrumentation.ProbeTransformer;
import dev.leadline.core.linking.SiteTable;
import dev.leadline.core.probe.Clock;
import dev.leadline.core.tracepoint.Budget;
import dev.leadline.core.tracepoint.LiveTracepoint;
import dev.leadline.testkit.logging.RecordingLogger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** SPEC 4.1: a fault of ours at loading classes is told of, and neither there nor without bound. */
class Spec4LoadFaultsTest {

  private final RecordingLogger log = new RecordingLogger();
  private final List<Runnable> steps = new ArrayList<>();
  private final byte[] shop = shop();
  private LoadTransformer transformer;

  @BeforeEach
  void transformerOfOneTracepointThatFails() {
    transformer =
        new LoadTransformer(
            new ClassFilter(Optional.empty(), false),
            new ClassRewriter(ProbeTransformer.forThisJvm(), new SiteTable()),
            (name, loader, type, rewriting) -> {
              throw new IllegalStateException("a fault at " + name);
            },
            new LoadFaults(steps::add, log),
            log);
    transformer
        .wanted()
        .add(
            List.of(
                new LiveTracepoint(
                    new JsonTracepointFormat()
                        .read(
                            "test",
                            "{\"ID\": \"t\", \"path\": \"com/acme/Shop.java\", \"lineNumber\": 3}")
                        .declarations()
                        .get(0),
                    "test",
                    List.of(),
                    List.of(),
                    Budget.UNLIMITED,
                    Clock.SYSTEM)));
  }

  @Test
  void tellsOfTenThousandClassesInElevenLinesAndOfNoneOnTheThreadThatLoadsThem() {
    load(0, 10_000);
    assertThat(log.lines()).isEmpty();
    assertThat(steps).hasSize(1);
    steps.get(0).run();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      expected.add(
          "ERROR the class com/acme/Shop$%d was left alone, for a fault of ours".formatted(i)
              + ": java.lang.IllegalStateException: a fault at com.acme.Shop$"
              + i);
    }
    expected.add("ERROR 9990 more classes were left alone, for a fault of ours; see those before");
    assertThat(log.lines()).isEqualTo(expected);
  }

  @Test
  void tellsOfFewEachByItselfAndOfLaterOnesAnew() {
    load(0, 2);
    steps.get(0).run();
    assertThat(log.lines()).hasSize(2);
    load(2, 3);
    assertThat(steps).hasSize(2);
    steps.get(1).run();
    assertThat(log.lines())
        .hasSize(3)
        .last()
        .asString()
        .startsWith("ERROR the class com/acme/Shop$2 ");
  }

  /** As the JVM asks; a class that is left alone is answered with null. */
  private void load(int from, int to) {
    ClassLoader loader = Spec4LoadFaultsTest.class.getClassLoader();
    IntStream.range(from, to)
        .forEach(
            i ->
                assertThat(
                        transformer.transform(null, loader, "com/acme/Shop$" + i, null, null, shop))
                    .isNull());
  }

  /** Has code on line 3. */
  private static byte[] shop() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, "com/acme/Shop", null, "java/lang/Object", null);
    writer.visitSource("Shop.java", null);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "sell", "()V", null, null);
    code.visitCode();
    Label start = new Label();
    code.visitLabel(start);
    code.visitLineNumber(3, start);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
