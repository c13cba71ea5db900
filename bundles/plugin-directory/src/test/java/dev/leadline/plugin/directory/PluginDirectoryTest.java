package dev.leadline.plugin.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.acme.plugin.BlockingActivator;
import com.acme.plugin.FailingActivator;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.testkit.logging.RecordingLogger;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

class PluginDirectoryTest {

  @TempDir private Path temporary;

  private final RecordingLogger log = new RecordingLogger();
  private final Map<Path, String> untrusted = new HashMap<>();
  private final AtomicLong nanoTime = new AtomicLong();
  private Felix felix;
  private Path directory;
  private PluginDirectory plugins;

  @BeforeEach
  void start() throws Exception {
    felix =
        new Felix(
            Map.of(
                Constants.FRAMEWORK_STORAGE,
                temporary.resolve("cache").toString(),
                "felix.service.urlhandlers",
                "false",
                "felix.log.level",
                "0"));
    felix.start();
    // What is Leadline's own: the bundles up to the one that watches.
    install(
        JarFixture.bundle("dev.leadline.sdk", "0.1.0")
            .with("Export-Package", "dev.leadline.sdk.metric;version=1.0.0"));
    Bundle self = install(JarFixture.bundle("dev.leadline.plugin.directory", "0.1.0"));
    self.start();
    directory = Files.createDirectory(temporary.resolve("plugins"));
    plugins =
        new PluginDirectory(
            directory,
            new PluginBundles(self.getBundleContext()),
            path -> Optional.ofNullable(untrusted.get(path)),
            log,
            nanoTime::get);
  }

  @AfterEach
  void stop() throws Exception {
    System.clearProperty("com.acme.starts");
    System.getProperties().remove("com.acme.gate");
    plugins.close();
    felix.stop();
    felix.waitForStop(10_000);
  }

  private Bundle install(JarFixture jar) throws Exception {
    return felix
        .getBundleContext()
        .installBundle("test:" + jar.hashCode(), new ByteArrayInputStream(jar.bytes()));
  }

  @Test
  void runsWhatIsThereAtTheFirstLook() throws Exception {
    drop("lib.jar", JarFixture.bundle("lib", "1.0.0"));
    plugins.scan();
    assertThat(running()).containsExactly("lib 1.0.0");
  }

  @Test
  void followsAFileThatComesChangesAndGoes() throws Exception {
    plugins.scan();
    drop("lib.jar", JarFixture.bundle("lib", "1.0.0"));
    plugins.scan();
    assertThat(running()).as("at the first look, it may be half a file").isEmpty();
    plugins.scan();
    assertThat(running()).containsExactly("lib 1.0.0");

    drop("lib.jar", JarFixture.bundle("lib", "1.1.0"));
    scanTwice();
    assertThat(running()).containsExactly("lib 1.1.0");

    Files.delete(directory.resolve("lib.jar"));
    plugins.scan();
    assertThat(running()).isEmpty();
    assertThat(plugins.problems()).isEmpty();
    assertThat(log.lines(Level.ERROR)).isEmpty();
    assertThat(log.lines(Level.INFO))
        .containsExactly(
            "INFO plugin lib.jar runs: lib 1.0.0",
            "INFO plugin lib.jar runs: lib 1.1.0",
            "INFO plugin lib.jar has gone");
  }

  @Test
  void keepsTheLastGoodVersionWhenTheNextOneIsNoBundle() throws Exception {
    drop("lib.jar", JarFixture.bundle("lib", "1.0.0"));
    plugins.scan();
    Files.writeString(directory.resolve("lib.jar"), "no jar at all");
    scanTwice();
    assertThat(running()).containsExactly("lib 1.0.0");
    assertProblem("PL-001", "lib.jar is no jar, or half of one", "its last good version stays");
    drop("lib.jar", JarFixture.plain());
    scanTwice();
    assertThat(running()).containsExactly("lib 1.0.0");
    assertProblem("PL-002", "lib.jar is a jar, but no OSGi bundle", "its last good version stays");
    drop("lib.jar", JarFixture.bundle("lib", "2.0.0"));
    scanTwice();
    assertThat(running()).containsExactly("lib 2.0.0");
    assertThat(plugins.problems()).isEmpty();
  }

  @Test
  void takesNoFileWhileItGrowsAndSaysOnceWhenItStaysAHalf() throws Exception {
    plugins.scan();
    byte[] jar = JarFixture.bundle("lib", "1.0.0").activator(FailingActivator.class).bytes();
    Path file = directory.resolve("lib.jar");
    for (int i = 0; i < 10; i++) {
      Files.write(
          file,
          Arrays.copyOfRange(jar, i * 20, (i + 1) * 20),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      plugins.scan();
    }
    assertThat(plugins.problems()).as("while it grows").isEmpty();
    scanTwice();
    scanTwice();
    assertProblem("PL-001", "lib.jar is no jar, or half of one");
    assertThat(log.lines(Level.ERROR)).hasSize(1);
  }

  @Test
  void saysWhichPackageIsMissingAndStartsOnceItsBundleComes() throws Exception {
    drop(
        "user.jar",
        JarFixture.bundle("user", "1.0.0").with("Import-Package", "lib;version=\"[2,3)\""));
    drop("other.jar", JarFixture.bundle("other", "1.0.0"));
    plugins.scan();
    scanTwice();
    assertThat(running()).containsExactly("other 1.0.0");
    assertProblem("PL-003", "user.jar lacks the package lib [2.0.0,3.0.0)");
    assertThat(log.lines(Level.ERROR)).hasSize(1);

    drop("lib.jar", JarFixture.bundle("lib", "1.0.0").with("Export-Package", "lib;version=1.0.0"));
    scanTwice();
    assertProblem("PL-003", "(there is 1.0.0 of lib)");
    drop("lib.jar", JarFixture.bundle("lib", "2.0.0").with("Export-Package", "lib;version=2.0.0"));
    scanTwice();
    assertThat(running()).containsExactlyInAnyOrder("other 1.0.0", "lib 2.0.0", "user 1.0.0");
    assertThat(plugins.problems()).isEmpty();

    Files.delete(directory.resolve("lib.jar"));
    scanTwice();
    assertThat(running()).containsExactly("other 1.0.0");
    assertProblem("PL-003", "user.jar lacks the package lib [2.0.0,3.0.0)");
  }

  @Test
  void saysThatThePluginIsMadeForAnotherSdkOrAnotherJava() throws Exception {
    drop(
        "next.jar",
        JarFixture.bundle("next", "1.0.0")
            .with("Import-Package", "dev.leadline.sdk.metric;version=\"[2,3)\""));
    plugins.scan();
    assertProblem(
        "PL-004",
        "next.jar is made for dev.leadline.sdk.metric [2.0.0,3.0.0), and this Leadline has 1.0.0 of"
            + " dev.leadline.sdk");
    drop(
        "next.jar",
        JarFixture.bundle("next", "1.0.0")
            .with("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""));
    scanTwice();
    assertProblem("PL-004", "next.jar is made for Java 99, and this JVM is ");
  }

  @Test
  void startsABundleThatFailsOnceUntilItsFileChanges() throws Exception {
    JarFixture failing =
        JarFixture.bundle("failing", "1.0.0")
            .activator(FailingActivator.class)
            .with("Import-Package", "org.osgi.framework");
    drop("failing.jar", failing);
    plugins.scan();
    drop("other.jar", JarFixture.bundle("other", "1.0.0"));
    scanTwice();
    scanTwice();
    assertThat(running()).containsExactly("other 1.0.0");
    assertProblem(
        "PL-005", "failing.jar fails when it starts", "IllegalStateException: no backend");
    assertThat(Integer.getInteger("com.acme.starts")).isEqualTo(1);
    assertThat(log.lines(Level.ERROR)).hasSize(1);

    drop("failing.jar", failing);
    scanTwice();
    assertThat(Integer.getInteger("com.acme.starts")).isEqualTo(2);
    assertThat(log.lines(Level.ERROR)).as("the same again is no news").hasSize(1);
  }

  @Test
  void goesOnWithoutABundleThatDoesNotReturnFromStart() throws Exception {
    drop(
        "blocking.jar",
        JarFixture.bundle("blocking", "1.0.0")
            .activator(BlockingActivator.class)
            .with("Import-Package", "org.osgi.framework"));
    plugins.scan();
    assertProblem("PL-008", "blocking.jar does not return from start");
    drop("other.jar", JarFixture.bundle("other", "1.0.0"));
    scanTwice();
    assertThat(running()).contains("other 1.0.0");
    Files.delete(directory.resolve("blocking.jar"));
    await()
        .untilAsserted(
            () -> {
              plugins.scan();
              assertThat(bundles()).doesNotContain("blocking 1.0.0");
            });
    assertThat(plugins.problems()).isEmpty();
  }

  @Test
  void takesAFileAtTheSecondLookWhateverOthersAreAt() throws Exception {
    plugins.scan();
    drop("blocking.jar", blocking("blocking"));
    drop("stuck.jar", blocking("stuck"));
    scanTwice();
    assertThat(plugins.problems()).as("they may be slow, and no more").isEmpty();
    drop("other.jar", JarFixture.bundle("other", "1.0.0"));
    scanTwice();
    assertThat(running()).containsExactly("other 1.0.0");
    drop("other.jar", JarFixture.bundle("other", "1.1.0"));
    scanTwice();
    assertThat(running()).containsExactly("other 1.1.0");
    Files.delete(directory.resolve("other.jar"));
    plugins.scan();
    assertThat(running()).isEmpty();

    nanoTime.addAndGet(BundleCalls.CALL_PATIENCE.toNanos());
    plugins.scan();
    plugins.scan();
    assertThat(plugins.problems())
        .extracting(Problem::message)
        .containsExactly(
            "blocking.jar does not return from start", "stuck.jar does not return from start");
    assertThat(log.lines(Level.ERROR)).hasSize(2);
  }

  /**
   * A file that comes just after a look has listed the directory waits for the rest of that look,
   * is seen by the next one, and taken by the one after that. Listing takes milliseconds; what its
   * own start takes is the plugin's affair.
   */
  @Test
  void theWorstCaseIsWithinThreeSeconds() {
    Duration worst =
        PluginDirectoryComponent.INTERVAL
            .multipliedBy(2)
            .plus(BundleCalls.LOOK_PATIENCE.multipliedBy(3));
    assertThat(worst).isLessThanOrEqualTo(Duration.ofMillis(2_500));
  }

  @Test
  void aStartThatTakesItsTimeIsTakenWhenItIsOver() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    System.getProperties().put("com.acme.gate", gate);
    plugins.scan();
    drop("slow.jar", blocking("slow"));
    scanTwice();
    nanoTime.addAndGet(BundleCalls.CALL_PATIENCE.toNanos());
    plugins.scan();
    assertProblem("PL-008", "slow.jar does not return from start");
    gate.countDown();
    await()
        .untilAsserted(
            () -> {
              plugins.scan();
              assertThat(plugins.problems()).isEmpty();
            });
    assertThat(running()).containsExactly("slow 1.0.0");
    assertThat(log.lines(Level.INFO)).containsExactly("INFO plugin slow.jar runs: slow 1.0.0");
  }

  private static JarFixture blocking(String name) {
    return JarFixture.bundle(name, "1.0.0")
        .activator(BlockingActivator.class)
        .with("Import-Package", "org.osgi.framework");
  }

  @Test
  void takesOneOfTwoFilesWithTheSameBundleAndTheOtherWhenItGoes() throws Exception {
    drop("a.jar", JarFixture.bundle("lib", "1.0.0").with("Bundle-Name", "a"));
    drop("b.jar", JarFixture.bundle("lib", "1.0.0").with("Bundle-Name", "b"));
    plugins.scan();
    scanTwice();
    assertThat(running()).containsExactly("lib 1.0.0");
    assertProblem("PL-006", "b.jar is not used: lib 1.0.0 is there already", "a.jar");
    assertThat(log.lines(Level.ERROR)).hasSize(1);
    Files.delete(directory.resolve("a.jar"));
    scanTwice();
    assertThat(running()).containsExactly("lib 1.0.0");
    assertThat(felix.getBundleContext().getBundle(directory.resolve("b.jar").toUri().toString()))
        .isNotNull();
    assertThat(plugins.problems()).isEmpty();
  }

  @Test
  void doesNotLetAPluginReplaceABundleOfLeadlinesOwn() throws Exception {
    drop("sdk.jar", JarFixture.bundle("dev.leadline.sdk", "9.0.0"));
    plugins.scan();
    assertProblem("PL-007", "sdk.jar is not used: Leadline has a bundle dev.leadline.sdk");
    assertThat(running()).isEmpty();
  }

  @Test
  void saysWhatCannotBeInstalled() throws Exception {
    drop("odd.jar", JarFixture.bundle("odd", "1.0.0").with("Bundle-Version", "one"));
    plugins.scan();
    assertProblem("PL-005", "odd.jar (odd 0.0.0) cannot be installed: ");
  }

  @Test
  void takesNothingThatOthersCanWriteAndLetsRunWhatRuns() throws Exception {
    drop("lib.jar", JarFixture.bundle("lib", "1.0.0"));
    Path other = drop("other.jar", JarFixture.bundle("other", "1.0.0"));
    untrusted.put(other, "everybody can write to it");
    plugins.scan();
    scanTwice();
    assertThat(running()).containsExactly("lib 1.0.0");
    assertProblem("PL-009", "other.jar is not used: everybody can write to it");
    untrusted.clear();
    scanTwice();
    assertThat(running()).containsExactlyInAnyOrder("lib 1.0.0", "other 1.0.0");

    untrusted.put(directory, "everybody can write to it");
    drop("lib.jar", JarFixture.bundle("lib", "2.0.0"));
    Files.delete(other);
    scanTwice();
    assertThat(running()).containsExactlyInAnyOrder("lib 1.0.0", "other 1.0.0");
    assertThat(plugins.problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("plugins.dir", "is not used: everybody can write to it");
    assertThat(log.lines(Level.ERROR)).hasSize(2);
  }

  @Test
  void waitsForItsDirectoryAndLeavesNothingBehind() throws Exception {
    Files.delete(directory);
    plugins.scan();
    assertProblem("PL-010", "does not exist");
    Files.createDirectory(directory);
    drop("lib.jar", JarFixture.bundle("lib", "1.0.0"));
    drop(".copy.jar", JarFixture.bundle("copy", "1.0.0"));
    scanTwice();
    assertThat(running()).containsExactly("lib 1.0.0");
    plugins.close();
    assertThat(bundles()).isEmpty();
  }

  private void scanTwice() throws InterruptedException {
    plugins.scan();
    plugins.scan();
  }

  /** A new file in the place of the old one, as a careful copy makes it. */
  private Path drop(String name, JarFixture jar) throws IOException {
    Path part = Files.write(temporary.resolve("part"), jar.bytes());
    return Files.move(part, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private void assertProblem(String code, String... parts) {
    assertThat(plugins.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.message()).contains(parts);
              assertThat(problem.hint()).isNotBlank();
            });
  }

  private List<String> running() {
    return Arrays.stream(felix.getBundleContext().getBundles())
        .filter(bundle -> bundle.getBundleId() > 2 && bundle.getState() == Bundle.ACTIVE)
        .map(PluginDirectoryTest::text)
        .toList();
  }

  private List<String> bundles() {
    return Arrays.stream(felix.getBundleContext().getBundles())
        .filter(bundle -> bundle.getBundleId() > 2)
        .map(PluginDirectoryTest::text)
        .toList();
  }

  private static String text(Bundle bundle) {
    return bundle.getSymbolicName() + " " + bundle.getVersion();
  }
}
