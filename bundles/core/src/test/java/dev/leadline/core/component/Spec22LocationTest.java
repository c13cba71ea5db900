package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.tracepoint.ProbeStatus;
import dev.leadline.sdk.tracepoint.TracepointState;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** SPEC 2.2: from path to code. */
class Spec22LocationTest extends CoreFixture {

  private static final String FILE = "Places.java";

  @BeforeEach
  void start() {
    start(PLAIN);
  }

  @Test
  void reachesEveryKindOfClassOfTheFile() {
    Map<String, Integer> perRun = new LinkedHashMap<>();
    List.of("local", "anonymous", "nested", "record", "enum", "default", "interface", "beside")
        .forEach(mark -> perRun.put(mark, 1));
    // The line itself, and the body of its lambda for two elements.
    perRun.put("lambda", 3);
    assertThat(Places.everywhere()).isEqualTo(48);
    List<String> all = new ArrayList<>();
    perRun.keySet().forEach(mark -> all.add(atLine(mark, FILE, lineOf(FILE, mark), counter(mark))));
    declare(all.toString());
    perRun.keySet().forEach(this::awaitLive);
    Places.everywhere();
    Places.everywhere();
    assertThat(provider.sums()).hasSize(perRun.size());
    perRun.forEach(
        (mark, hits) -> assertThat(provider.sums()).containsEntry(mark + "[]", 2.0 * hits));
    // The other classes of the file have no code there: one that has is enough.
    assertThat(perRun.keySet())
        .allSatisfy(mark -> assertThat(status(mark).state()).isEqualTo(TracepointState.ACTIVE));
  }

  @Test
  void reachesConstructorsAndInitialisersOfInstances() {
    assertThat(new Places().made).isEqualTo(2);
    declare(
        "["
            + atLine("instance", FILE, lineOf(FILE, "instance"), counter("instance"))
            + ", "
            + atLine("line", FILE, lineOf(FILE, "constructor"), counter("line"))
            + ", "
            + method("made", "<init>", "Places")
            + "]");
    awaitLive("instance");
    awaitLive("line");
    awaitLive("made");
    assertThat(new Places(3).made).isEqualTo(4);
    assertThat(new Places().made).isEqualTo(2);
    // Places() delegates to Places(int): two constructors run, and the fields are set once.
    assertThat(provider.sums()).isEqualTo(Map.of("instance[]", 2.0, "line[]", 2.0, "made[]", 3.0));
  }

  @Test
  void reachesTheStaticInitialiserOfAClassThatLoadsLater() throws Exception {
    declare(atLine("static", FILE, lineOf(FILE, "static"), counter("started")));
    settle();
    CountDownLatch initialised = new CountDownLatch(1);
    core()
        .afterAll(
            () -> {
              try {
                initialised.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    try (IsolatedLoader loader = loader()) {
      // Leadline's thread would be as fast now and then.
      Class.forName(Places.class.getName(), true, loader);
      initialised.countDown();
      awaitStatus("static", status -> loader.hasLive(status.probes()));
      // It ran once, before it could be live, and so it is counted and not recorded.
      assertThat(status("static").hits()).isEqualTo(1);
      assertThat(status("static").dropped()).isEqualTo(Map.of("not_live", 1L));
    }
  }

  @Test
  void reachesEveryOverloadOfAMethodInAllClassesOfTheFile() {
    Places.everywhere();
    declare(method("picks", "pick", "all"));
    awaitLive("picks");
    Places places = new Places();
    assertThat(places.pick() + places.pick(4) + Places.pick(1L, 2.5, "abc")).isEqualTo(11);
    assertThat(provider.sums()).isEqualTo(Map.of("picks[]", 3.0));
    // Those of the nested, the local and the second class.
    Places.everywhere();
    assertThat(provider.sums()).isEqualTo(Map.of("picks[]", 6.0));
    assertThat(status("picks").probes())
        .extracting(ProbeStatus::method)
        .contains("pick()", "pick(int)", "pick(long, double, String)");
  }

  @Test
  void countsACallThroughABridgeOnce() {
    Places.Picker<String> picker = new Places.Trimmer();
    assertThat(picker.choose(" a")).isEqualTo("a");
    declare(method("chosen", "choose", "all"));
    awaitLive("chosen");
    assertThat(picker.choose(" b ")).isEqualTo("b");
    assertThat(provider.sums()).isEqualTo(Map.of("chosen[]", 1.0));
    assertThat(status("chosen").probes())
        .extracting(ProbeStatus::method)
        .containsExactly("choose(String)");
  }

  @Test
  void takesAPartialPathForAnyPackage() {
    Places.everywhere();
    String line = atLine("p", FILE, lineOf(FILE, "nested"), counter("nested"));
    for (String path :
        List.of("Places.java", "component/Places.java", "src/main/java/" + FOLDER + FILE)) {
      declare(line.replace(FOLDER + FILE, path));
      awaitLive("p");
      Places.everywhere();
      assertThat(provider.sums()).as(path).isEqualTo(Map.of("nested[]", 1.0));
      core().registry().withdraw("test");
      settle();
    }
    // Only at a boundary.
    declare(line.replace(FOLDER + FILE, "nent/Places.java"));
    awaitState("p", TracepointState.PENDING);
  }

  @Test
  void takesAClassWithoutASourceFileByItsNameUpToTheDollar(@TempDir Path classes) throws Exception {
    List<String> names = List.of("Bare", "Bare$Part", "Barely", "Bar");
    for (String name : names) {
      Path file = classes.resolve(FOLDER + name + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, withoutSourceFile(FOLDER + name));
    }
    try (IsolatedLoader loader = new IsolatedLoader(classes)) {
      List<Method> methods = new ArrayList<>();
      for (String name : names) {
        String className = Places.class.getPackageName() + "." + name;
        methods.add(Class.forName(className, true, loader).getMethod("run"));
      }
      declare(
          tracepoint(
              "bare",
              "app/src/main/java/" + FOLDER + "Bare.java",
              "\"args\": {\"method_name\": \"run\"}",
              counter("bare")));
      awaitStatus("bare", status -> status.probes().size() == 2);
      awaitLive("bare");
      assertThat(status("bare").probes())
          .extracting(probe -> probe.className().replaceFirst(".*\\.", ""))
          .containsExactlyInAnyOrder("Bare", "Bare$Part");
      for (Method method : methods) {
        method.invoke(null);
      }
      assertThat(provider.sums()).isEqualTo(Map.of("bare[]", 2.0));
    }
  }

  private static byte[] withoutSourceFile(String name) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "()V", null, null);
    code.visitCode();
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  @Test
  void saysWhereThereIsCodeWhenThereIsNoneOnTheLine() {
    Places.everywhere();
    int blank = lineOf(FILE, "nested") - 2;
    declare(atLine("blank", FILE, blank - 1, counter("blank")));
    awaitState("blank", TracepointState.NO_CODE);
    assertThat(status("blank").reason())
        .startsWith(
            "no code at " + FOLDER + FILE + ":" + (blank - 1) + "; nearest lines with code: ");
    Places.everywhere();
    assertThat(provider.sums()).isEmpty();
    assertThat(status("blank").hits()).isZero();
  }

  /** As one that is being defined while the loaded classes are listed. */
  @Test
  void findsAClassThatTheFirstLookMissed() {
    core().close();
    Kiosk.sell("loaded", 1);
    AtomicBoolean misses = new AtomicBoolean();
    start(
        (Instrumentation)
            Proxy.newProxyInstance(
                Spec22LocationTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                  Object answer = method.invoke(INSTRUMENTATION, arguments);
                  return method.getName().equals("getAllLoadedClasses") && misses.getAndSet(false)
                      ? Stream.of((Class<?>[]) answer)
                          .filter(type -> type != Kiosk.class)
                          .toArray(Class<?>[]::new)
                      : answer;
                }),
        PLAIN);
    misses.set(true);
    declare(atLine("late", "Kiosk.java", lineOf("Kiosk.java", "sell"), counter("late")));
    awaitLive("late");
    assertThat(misses).isFalse();
    Kiosk.sell("ann", 1);
    assertThat(provider.sums()).isEqualTo(Map.of("late[]", 1.0));
  }

  @Test
  void findsEveryClassThatLoadsWhileItIsDeclared() throws Exception {
    int threads = 4;
    int each = 10;
    List<IsolatedLoader> loaders = new ArrayList<>();
    for (int i = 0; i < threads * each; i++) {
      loaders.add(loader());
    }
    CountDownLatch half = new CountDownLatch(threads * each / 3);
    List<Thread> running = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      List<IsolatedLoader> mine = loaders.subList(t * each, (t + 1) * each);
      Thread thread =
          new Thread(
              () -> {
                for (IsolatedLoader loader : mine) {
                  sellIn(loader);
                  half.countDown();
                }
              });
      running.add(thread);
      thread.start();
    }
    half.await();
    declare(atLine("sale", "Booth.java", lineOf("Booth.java", "sell"), counter("sales")));
    for (Thread thread : running) {
      thread.join();
    }
    // Each class is a retransformation of its own, and each of those stops the JVM.
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              List<ProbeStatus> probes = status("sale").probes();
              return loaders.stream().allMatch(loader -> loader.hasLive(probes));
            });
    settle();
    double before = provider.sums().getOrDefault("sales[]", 0.0);
    loaders.forEach(Spec22LocationTest::sellIn);
    assertThat(provider.sums().get("sales[]") - before).isEqualTo(threads * each);
    for (IsolatedLoader loader : loaders) {
      loader.close();
    }
  }

  private static IsolatedLoader loader() throws Exception {
    return new IsolatedLoader(
        Path.of(Places.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
  }

  private static void sellIn(IsolatedLoader loader) {
    try {
      Method sell =
          Class.forName(Booth.class.getName(), true, loader)
              .getDeclaredMethod("sell", String.class, int.class);
      sell.setAccessible(true);
      sell.invoke(null, "ann", 1);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** In the class of this name, or all of the file. */
  private static String method(String id, String name, String className) {
    String args = "\"method_name\": \"" + name + "\"";
    if (!className.equals("all")) {
      args += ", \"class_name\": \"" + Places.class.getPackageName() + "." + className + "\"";
    }
    return tracepoint(id, FILE, "\"args\": {" + args + "}", counter(id));
  }
}
