package dev.leadline.testkit.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.expression.Variable;
import java.lang.invoke.MethodHandle;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every expression language must do. Extend it, answer how the language writes a few simple
 * things, and run it with JUnit 5.
 */
public abstract class ExpressionLanguageTck {

  private static final JavaFixture APPLICATION =
      JavaFixture.of(
          """
          package tck;

          public class Host {
            private final long started;
            private final Part part = new Part();

            public Host(long started) { this.started = started; }

            private static class Part { private final String tier = "gold"; }
          }
          """);

  private static final int LOADERS = 20;
  private static final int THREADS = 8;

  /** The language under test; one instance per test. */
  protected abstract ExpressionLanguage language();

  /** An expression whose value is that of the variable. */
  protected abstract String readingVariable(String name);

  /** An expression whose value is that of a field of the variable's value, private or not. */
  protected abstract String readingField(String variable, String field);

  /** A text that is no expression of the language. */
  protected abstract String brokenText();

  private static ExpressionRequest request(
      String expression, ExpressionRole role, Class<?> host, Variable... variables) {
    return new ExpressionRequest(expression, role, host, List.of(variables), JavaFixture.access());
  }

  private static Variable variable(String name, Class<?> type) {
    return new Variable(name, type, Optional.empty());
  }

  private Compilation.Compiled compiled(ExpressionRequest request) {
    Compilation compilation = language().compile(request);
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    return (Compilation.Compiled) compilation;
  }

  private Compilation.Failed failed(ExpressionRequest request) {
    Compilation compilation = language().compile(request);
    assertThat(compilation).isInstanceOf(Compilation.Failed.class);
    return (Compilation.Failed) compilation;
  }

  private static Object make(Class<?> host, long started) {
    try {
      Constructor<?> constructor = host.getConstructor(long.class);
      return constructor.newInstance(started);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void hasAName() {
    assertThat(language().name()).isNotBlank().isEqualTo(language().name());
  }

  @Test
  void identifiersIncludeTheVariableThatIsRead() {
    assertThat(language().identifiers(readingVariable("amount"))).contains("amount");
    assertThat(language().identifiers(readingField("order", "total"))).contains("order");
  }

  @Test
  void identifiersNeverThrowWhateverTheText() {
    Random random = new Random(20261123);
    String alphabet = "ab$_ {}()[]\"'`/\\.,;:?!@#%^&*+-=<>|~0123456789\n\t\u0000\u00e9\ud83d\ude00";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(40);
      for (int j = 0; j < length; j++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(language().identifiers(text.toString())).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(ExpressionRole.class)
  void compiledVariablesAreAmongTheIdentifiersAndTheHandleTakesThem(ExpressionRole role) {
    Class<?> host = APPLICATION.load("tck.Host");
    String expression = readingField("b", "started");
    Compilation.Compiled compiled =
        compiled(request(expression, role, host, variable("a", int.class), variable("b", host)));
    assertThat(compiled.variables()).containsExactly("b");
    assertThat(language().identifiers(expression)).containsAll(compiled.variables());
    assertThat(compiled.handle().type().parameterCount()).isEqualTo(1);
    assertThat(compiled.handle().type().parameterType(0).isAssignableFrom(host)).isTrue();
  }

  @Test
  void readsPrivateFieldsAndLeavesPrimitivesUnboxed() throws Throwable {
    Class<?> host = APPLICATION.load("tck.Host");
    Compilation.Compiled compiled =
        compiled(
            request(
                readingField("host", "started"),
                ExpressionRole.VALUE,
                host,
                variable("host", host)));
    assertThat(compiled.handle().type().returnType()).isEqualTo(long.class);
    assertThat((long) compiled.handle().invoke(make(host, 42L))).isEqualTo(42L);
  }

  @Test
  void readsVariablesOfEveryPrimitiveType() throws Throwable {
    Class<?> host = APPLICATION.load("tck.Host");
    Object[] values = {true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6d, "text"};
    Class<?>[] types = {
      boolean.class,
      byte.class,
      short.class,
      char.class,
      int.class,
      long.class,
      float.class,
      double.class,
      String.class
    };
    for (int i = 0; i < values.length; i++) {
      Compilation.Compiled compiled =
          compiled(
              request(readingVariable("v"), ExpressionRole.VALUE, host, variable("v", types[i])));
      assertThat(compiled.handle().type().returnType()).isEqualTo(types[i]);
      assertThat((Object) compiled.handle().invoke(values[i])).isEqualTo(values[i]);
    }
  }

  @Test
  void conditionsAreBoolean() throws Throwable {
    Class<?> host = APPLICATION.load("tck.Host");
    Compilation.Compiled compiled =
        compiled(
            request(
                readingVariable("v"), ExpressionRole.CONDITION, host, variable("v", String.class)));
    assertThat(compiled.handle().type().returnType()).isEqualTo(boolean.class);
    assertThat((boolean) compiled.handle().invoke("True")).isTrue();
    assertThat((boolean) compiled.handle().invoke("yes")).isFalse();
  }

  @Test
  void problemsHaveACodeAndAPlace() {
    Class<?> host = APPLICATION.load("tck.Host");
    for (String expression :
        List.of(brokenText(), readingVariable("missing"), readingField("host", "missing"))) {
      Compilation.Failed failed =
          failed(request(expression, ExpressionRole.VALUE, host, variable("host", host)));
      assertThat(failed.problems())
          .allSatisfy(
              problem -> {
                assertThat(problem.isError()).isTrue();
                assertThat(problem.place().line()).isPositive();
                assertThat(problem.place().column()).isPositive();
                assertThat(problem.message()).isNotBlank();
              });
    }
  }

  @Test
  void anUnknownVariableNamesThoseInScope() {
    Class<?> host = APPLICATION.load("tck.Host");
    Compilation.Failed failed =
        failed(
            request(
                readingVariable("missing"),
                ExpressionRole.LABEL,
                host,
                variable("present", int.class)));
    assertThat(failed.problems().toString()).contains("missing").contains("present");
  }

  @Test
  void handlesAreCalledByManyThreadsAtOnce() throws Exception {
    Class<?> host = APPLICATION.load("tck.Host");
    MethodHandle handle =
        compiled(
                request(
                    readingField("host", "started"),
                    ExpressionRole.VALUE,
                    host,
                    variable("host", host)))
            .handle();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long expected = i;
        results.add(threads.submit(() -> alwaysReads(handle, host, expected)));
      }
      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean alwaysReads(MethodHandle handle, Class<?> host, long expected) {
    Object receiver = make(host, expected);
    try {
      for (int i = 0; i < 10_000; i++) {
        if ((long) handle.invoke(receiver) != expected) {
          return false;
        }
      }
      return true;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keepsNoApplicationLoaderAlive() {
    ExpressionLanguage language = language();
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < LOADERS; i++) {
      loaders.add(useOnce(language));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loaders).allSatisfy(loader -> assertThat(loader.get()).isNull());
            });
  }

  /** In a method of its own, so that no local keeps the loader. */
  private WeakReference<ClassLoader> useOnce(ExpressionLanguage language) {
    Class<?> host = APPLICATION.load("tck.Host");
    Object receiver = make(host, 7L);
    for (ExpressionRole role : ExpressionRole.values()) {
      Compilation compilation =
          language.compile(
              request(readingField("host", "started"), role, host, variable("host", host)));
      if (compilation instanceof Compilation.Compiled compiled) {
        try {
          assertThat((Object) compiled.handle().invoke(receiver)).isNotNull();
        } catch (Throwable e) {
          throw new IllegalStateException(e);
        }
      }
      language.compile(
          request(readingField("host", "missing"), role, host, variable("host", host)));
    }
    return new WeakReference<>(host.getClassLoader());
  }
}
