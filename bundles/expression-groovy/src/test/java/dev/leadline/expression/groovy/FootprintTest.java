package dev.leadline.expression.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionRole;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an expression costs that one does not see in its result. */
class FootprintTest {

  private static final int CALLS = 1_000_000;

  /**
   * The way in which a call site runs it: constant, inlined, the result used as a primitive. The
   * first passes let the JIT compile it.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "session.startTs",
        "open + level",
        "(System.currentTimeMillis() - session.startTs) / 1000.0",
        "n > 5 && session.tier != 'test'",
        "session.user.tier == Tier.GOLD",
        "session?.user?.tier == Tier.GOLD",
        "stock.size() + counts.length",
        "counts.sum()",
      })
  void allocatesNothingPerHit(String expression) throws Throwable {
    Shop shop = new Shop();
    Compilation.Compiled compiled = shop.compiled(expression, ExpressionRole.VALUE);
    MethodHandle bound =
        MethodHandles.insertArguments(compiled.handle(), 0, shop.values(compiled.variables()));
    MethodHandle loop = loop(asDouble(bound));
    for (int i = 0; i < 20; i++) {
      run(loop, CALLS / 20);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      run(loop, CALLS);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as("bytes per %d calls", CALLS).isZero();
  }

  private static MethodHandle asDouble(MethodHandle handle) throws ReflectiveOperationException {
    if (handle.type().returnType() != boolean.class) {
      return handle.asType(MethodType.methodType(double.class));
    }
    MethodHandle number =
        MethodHandles.lookup()
            .findStatic(
                FootprintTest.class, "number", MethodType.methodType(double.class, boolean.class));
    return MethodHandles.filterReturnValue(handle, number);
  }

  private static double number(boolean value) {
    return value ? 1 : 0;
  }

  /** A loop whose body is the handle, as constant to the JIT as a call site's target. */
  private static MethodHandle loop(MethodHandle body) throws ReflectiveOperationException {
    MethodHandle sum =
        MethodHandles.lookup()
            .findStatic(
                Double.class,
                "sum",
                MethodType.methodType(double.class, double.class, double.class));
    MethodHandle step =
        MethodHandles.dropArguments(MethodHandles.collectArguments(sum, 1, body), 1, int.class);
    return MethodHandles.countedLoop(
        MethodHandles.identity(int.class),
        MethodHandles.dropArguments(MethodHandles.constant(double.class, 0.0), 0, int.class),
        MethodHandles.dropArguments(step, 2, int.class));
  }

  private static double run(MethodHandle loop, int calls) throws Throwable {
    return (double) loop.invokeExact(calls);
  }

  /**
   * A type that nothing in the expression's class has asked for: to a compiler it would not be
   * loaded, and C2 of JDK 17 crashes where it asks whether the value is a text.
   */
  @ParameterizedTest
  @ValueSource(strings = {"script", "holder.script"})
  void isInlinedAndCrashesNoCompilerWhateverTypeOnlyItsValueHas(
      String expression, @TempDir Path directory) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xbatch",
                "-XX:-TieredCompilation",
                "-XX:+ErrorFileToStdout",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+PrintCompilation",
                "-XX:+PrintInlining",
                "-D" + InlinedExpression.EXPRESSION + "=" + expression,
                "-cp",
                System.getProperty("java.class.path"),
                InlinedExpression.class.getName())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    List<String> ofExpressions =
        said.lines().filter(line -> line.contains("$Expression") && line.contains(" @ ")).toList();
    assertThat(ofExpressions)
        .anyMatch(line -> line.contains("inline (hot)"))
        .noneMatch(line -> line.contains("unloaded signature classes"));
  }

  @Test
  void keepsNoneOfTwoHundredLoadersWithAThousandExpressions() {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      loaders.add(useOnce());
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loaders).allSatisfy(loader -> assertThat(loader.get()).isNull());
            });
  }

  private static WeakReference<ClassLoader> useOnce() {
    Shop shop = new Shop();
    assertThat(shop.value("order.items.sum { it.price }")).isEqualTo(6.5);
    assertThat(shop.value("any.session.user.id")).isEqualTo("u1");
    assertThat(shop.label("\"${session.user} ${open}\"")).contains("u1");
    assertThat(shop.condition("names.contains('ann') && session.user.tier == Tier.GOLD")).isTrue();
    assertThat(shop.problems("session.nothing")).isNotEmpty();
    return new WeakReference<>(shop.type("shop.Desk").getClassLoader());
  }

  @Test
  void preparesWithAnExpressionThatIsGood() throws Exception {
    try (RecordingLoader loader = new RecordingLoader()) {
      Class<?> type = loader.loadClass(GroovyExpressionLanguage.class.getName());
      Object language = type.getConstructor().newInstance();
      type.getMethod("prepare").invoke(language);
      // All the way to a class of bytecode.
      assertThat(loader.names).anyMatch(name -> name.startsWith("org.codehaus.groovy.ast."));
      assertThat(loader.names).anyMatch(name -> name.startsWith("groovyjarjarasm."));
    }
  }

  @Test
  void loadsNothingOfGroovyBeforeTheFirstCompilation() throws Exception {
    try (RecordingLoader loader = new RecordingLoader()) {
      Class<?> type = loader.loadClass(GroovyExpressionLanguage.class.getName());
      Object language = type.getConstructor().newInstance();
      Object identifiers =
          type.getMethod("identifiers", String.class).invoke(language, "user.tier == 'x'");
      assertThat((Set<?>) identifiers).isEqualTo(Set.of("this", "user", "tier", "x"));
      assertThat(loader.names).contains(GroovyExpressionLanguage.class.getName());
      assertThat(loader.names).noneMatch(name -> name.startsWith("groovy"));
      assertThat(loader.names).noneMatch(name -> name.startsWith("org.codehaus"));
      assertThat(loader.names).noneMatch(name -> name.startsWith("org.apache"));
    }
  }

  /** The class path once more, with a list of what was asked of it. */
  private static final class RecordingLoader extends URLClassLoader {
    private final Set<String> names = Collections.synchronizedSet(new TreeSet<>());

    RecordingLoader() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() {
      return java.util.Arrays.stream(
              System.getProperty("java.class.path").split(java.io.File.pathSeparator))
          .map(RecordingLoader::url)
          .toArray(URL[]::new);
    }

    private static URL url(String path) {
      try {
        return Path.of(path).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      names.add(name);
      return super.findClass(name);
    }
  }
}
