package dev.leadline.core.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** SPEC 5: expression errors by message, bounded, the last ones with time and types. */
class ExpressionErrorsTest {

  private static final SiteVariables VARIABLES =
      new SiteVariables(List.of("user", "n", "order"), List.of("", "int", ""));
  private static final Object[] REFERENCES = {"ann", null, null};

  private long now;
  private final ExpressionErrors errors =
      new ExpressionErrors(
          new Clock() {
            @Override
            public long nanoTime() {
              return now * 1_000_000;
            }

            @Override
            public long currentTimeMillis() {
              return now;
            }
          });

  @Test
  void tellsTimeAndTypesAndNeverAValue() {
    add("condition", new IllegalStateException("odd"));
    now = 61_000;
    add("condition", new IllegalStateException("odd"));
    assertThat(errors.summary())
        .containsExactly(
            "condition: java.lang.IllegalStateException: odd (2 times, last at"
                + " 1970-01-01T00:01:01Z, with user: java.lang.String, n: int, order: null)");
  }

  @Test
  void keepsTheLastOnesAndCountsTheRest() {
    for (int i = 0; i < 40; i++) {
      now = i;
      add("label a of m", new IllegalArgumentException("no " + i));
    }
    List<String> summary = errors.summary();
    assertThat(summary).hasSize(ExpressionErrors.MOST + 1);
    assertThat(summary.get(0)).contains("no 39");
    assertThat(summary.get(ExpressionErrors.MOST - 1)).contains("no 24");
    assertThat(summary.get(ExpressionErrors.MOST)).isEqualTo("other errors (24 times)");
    assertThat(errors.lastFailure()).endsWith("no 39");
    assertThat(errors.kinds())
        .containsExactly(
            new ExpressionErrors.Kind(
                "label a of m", IllegalArgumentException.class.getName(), 40));
  }

  @Test
  void countsEveryErrorOfEightThreadsOnce() throws Exception {
    List<Thread> threads = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    for (int t = 0; t < 8; t++) {
      threads.add(
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                for (int i = 0; i < 1_000; i++) {
                  add("m", new IllegalStateException("x" + i % 5));
                }
              }));
    }
    threads.forEach(Thread::start);
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(errors.kinds()).singleElement().matches(kind -> kind.count() == 8_000);
    assertThat(errors.summary()).hasSizeLessThanOrEqualTo(ExpressionErrors.MOST + 1);
  }

  @Test
  void survivesAMessageThatCannotBeReadAndCutsALongOne() {
    add(
        "m",
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException();
          }
        });
    add("m", new RuntimeException("y".repeat(1_000)));
    assertThat(errors.summary())
        .hasSize(2)
        .anyMatch(line -> line.contains("its message cannot be read"))
        .allMatch(line -> line.length() < 2 * ExpressionErrors.LONGEST + 100);
  }

  @Test
  void isOneLineForEachErrorWhateverItsMessage() {
    add("m", new IllegalStateException("a\nb"));
    assertThat(errors.summary())
        .containsExactly(
            "m: java.lang.IllegalStateException: a b (once, last at 1970-01-01T00:00:00Z, with"
                + " user: java.lang.String, n: int, order: null)");
  }

  @Test
  void cutsTheTypesOfVeryManyVariables() {
    List<String> names = Collections.nCopies(200, "variable");
    errors.add(
        "m",
        new IllegalStateException("x"),
        new SiteVariables(names, Collections.nCopies(200, "int")),
        new Object[200]);
    assertThat(errors.summary())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.substring(line.indexOf("with ")))
                    .hasSize("with ".length() + SiteVariables.LONGEST + ")".length())
                    .endsWith("\u2026)"));
  }

  /** Applications make classes as they run. */
  @Test
  void countsExceptionsOfVeryManyClassesTogether() throws Exception {
    for (int i = 0; i < 100; i++) {
      RuntimeException own = exceptionOfItsOwn("Own" + i);
      add("m", own);
      add("m", own);
    }
    assertThat(errors.kinds())
        .hasSize(64 + 1)
        .contains(new ExpressionErrors.Kind("m", "dev.leadline.core.probe.Own63", 2))
        .contains(new ExpressionErrors.Kind("m", "other", 72));
  }

  private static RuntimeException exceptionOfItsOwn(String name) throws Exception {
    String parent = "java/lang/RuntimeException";
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17, Opcodes.ACC_PUBLIC, "dev/leadline/core/probe/" + name, null, parent, null);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, parent, "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(1, 1);
    code.visitEnd();
    writer.visitEnd();
    return (RuntimeException)
        MethodHandles.lookup()
            .defineClass(writer.toByteArray())
            .getDeclaredConstructor()
            .newInstance();
  }

  private void add(String where, Throwable failure) {
    errors.add(where, failure, VARIABLES, REFERENCES);
  }
}
