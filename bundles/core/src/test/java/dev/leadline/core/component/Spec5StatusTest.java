package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.format.JsonTracepointFormat;
import dev.leadline.core.tracepoint.Budget;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.TracepointState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC 5: every tracepoint can say why. */
class Spec5StatusTest extends CoreFixture {

  private static final String FILE = "Exits.java";
  private static final String ADLER = "java/util/zip/Adler32.java";

  @Test
  void saysBothTextsOfALineThatHasChanged(@TempDir Path sources) throws Exception {
    int line = lineOf(FILE, "lined");
    List<String> text = Files.readAllLines(Path.of("src/test/java", FOLDER, FILE));
    text.set(line - 1, "    int outcome = check(n);");
    text.set(line, "  int   result = check(n); // lined");
    Files.createDirectories(sources.resolve(FOLDER));
    Files.write(sources.resolve(FOLDER).resolve(FILE), text);
    startWithSources(sources);
    Exits.touch(0, null);
    declare(lined("int result = check(n); // lined"));
    awaitState("lined", TracepointState.STALE);
    assertThat(status("lined").reason())
        .isEqualTo(
            "line %d is \"int outcome = check(n);\" now, and was \"int result = check(n); // lined\","
                    .formatted(line)
                + " which is on line %d now".formatted(line + 1));
    // It is said, and not guessed that the source is right and the class is not.
    Exits.lined(1);
    assertThat(provider.sums()).isEqualTo(Map.of("lined[]", 1.0));
  }

  @Test
  void isNotStaleWhenOnlyWhiteSpaceDiffers() {
    startWithSources(Path.of("src/test/java"));
    Exits.touch(0, null);
    declare(lined("\\tint  result = check(n);    // lined "));
    awaitLive("lined");
    assertThat(status("lined").state()).isEqualTo(TracepointState.INSTALLED);
    assertThat(status("lined").probes())
        .singleElement()
        .satisfies(probe -> assertThat(probe.line()).isEqualTo(lineOf(FILE, "lined")));
  }

  @Test
  void saysThatItCannotCompareALineWhoseSourceIsNowhere(@TempDir Path empty) {
    startWithSources(empty);
    Exits.touch(0, null);
    declare(lined("something else"));
    awaitLive("lined");
    assertThat(status("lined").state()).isEqualTo(TracepointState.INSTALLED);
    assertThat(status("lined").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("SL-001"));
  }

  @Test
  void saysThatALineIsNotComparedAtAMethod() {
    startWithSources(Path.of("src/test/java"));
    Exits.touch(0, null);
    declare(
        tracepoint(
            "m",
            FILE,
            "\"args\": {\"method_name\": \"touch\"}, \"sourceLine\": \"x\"",
            counter("m")));
    awaitLive("m");
    assertThat(status("m").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("SL-002"));
  }

  @Test
  void refusesAClassOfTheJdkWithTheReason() {
    start(PLAIN);
    assertThat(new Adler32().getValue()).isEqualTo(1);
    declare(methodEnd("adler", ADLER, "getValue", counter("adler")));
    awaitState("adler", TracepointState.REJECTED);
    assertThat(status("adler").reason())
        .startsWith("java.util.zip.Adler32: a class of the JDK")
        .contains("leadline.instrument.jdk=true");
  }

  @Test
  void instrumentsAClassOfTheJdkWhenThatIsAllowed() {
    start(
        new Core.Settings(
            "", false, false, true, Budget.UNLIMITED, List.of(), false, Optional.empty()));
    assertThat(new Adler32().getValue()).isEqualTo(1);
    declare(methodEnd("adler", ADLER, "getValue", counter("adler", "returned")));
    awaitLive("adler");
    assertThat(new Adler32().getValue()).isEqualTo(1);
    assertThat(provider.sums()).isEqualTo(Map.of("adler[1]", 1.0));
    assertThat(status("adler").probes())
        .singleElement()
        .satisfies(probe -> assertThat(probe.loader()).isEqualTo("boot"));
  }

  @Test
  void refusesWhatEveryProbeRunsThroughEvenThen() {
    start(
        new Core.Settings(
            "", false, false, true, Budget.UNLIMITED, List.of(), false, Optional.empty()));
    declare(methodEnd("thread", "java/lang/ThreadLocal.java", "get", counter("thread")));
    awaitState("thread", TracepointState.REJECTED);
    assertThat(status("thread").reason()).contains("every probe runs through");
  }

  @Test
  void isPendingForAFileWithoutFolderThatOnlyTheJdkHas() {
    start(PLAIN);
    declare(
        methodEnd("bare", "x", "getValue", counter("bare")).replace(FOLDER + "x", "Adler32.java"));
    settle();
    assertThat(status("bare").state()).isEqualTo(TracepointState.PENDING);
  }

  @Test
  void isPausedOutsideItsWindowAndExpiresInTheEnd() {
    start(PLAIN);
    Exits.touch(0, null);
    long now = clock.currentTimeMillis();
    declare(
        "["
            + tracepoint(
                "window",
                FILE,
                "\"args\": {\"method_name\": \"touch\", \"window_start\": %d}"
                    .formatted(now + 1_000),
                counter("window"))
            + ","
            + tracepoint(
                "short",
                FILE,
                "\"args\": {\"method_name\": \"touch\"}, \"ttl\": \"PT5S\"",
                counter("short"))
            + ","
            + tracepoint(
                "off",
                FILE,
                "\"args\": {\"method_name\": \"touch\"}, \"enabled\": false",
                counter("off"))
            + "]");
    awaitLive("short");
    awaitLive("window");
    assertThat(status("window").state()).isEqualTo(TracepointState.PAUSED);
    assertThat(status("window").reason()).isEqualTo("now is outside its window");
    assertThat(status("off").state()).isEqualTo(TracepointState.PAUSED);
    assertThat(status("off").reason()).isEqualTo("it is disabled");
    Exits.touch(1, "ann");
    clock.advance(Duration.ofSeconds(1));
    Exits.touch(1, "ann");
    assertThat(provider.sums()).isEqualTo(Map.of("window[]", 1.0, "short[]", 2.0));
    assertThat(status("window").dropped()).isEqualTo(Map.of("window", 1L));
    clock.advance(Duration.ofSeconds(4));
    core().lookNow();
    settle();
    Exits.touch(1, "ann");
    assertThat(status("short").state()).isEqualTo(TracepointState.EXPIRED);
    assertThat(status("short").reason()).isEqualTo("its time to live of PT5S is over");
    assertThat(status("short").hits()).isEqualTo(2);
    assertThat(status("short").recorded()).isEqualTo(2);
    assertThat(provider.sums()).isEqualTo(Map.of("window[]", 2.0));
  }

  @Test
  void tellsWhenItWasHitLastWhatAHitCostsAndHowManySeriesItHas() {
    start(PLAIN);
    Exits.touch(0, null);
    declare(methodEnd("touch", FILE, "touch", counter("touched", "who"), counter("all")));
    awaitLive("touch");
    assertThat(status("touch").lastHit()).isEmpty();
    assertThat(status("touch").meanNanosPerHit()).isZero();
    Exits.touch(1, "ann");
    Exits.touch(1, "bob");
    clock.advance(Duration.ofSeconds(1));
    core().lookNow();
    assertThat(status("touch").lastHit()).isPresent();
    assertThat(status("touch").series()).isEqualTo(3);
    assertThat(status("touch").recorded()).isEqualTo(4);
    assertThat(status("touch").exposedNames())
        .isEqualTo(Map.of("touched", List.of("memory:touched"), "all", List.of("memory:all")));
    assertThat(status("touch").reason()).isEqualTo("1 probe");
    assertThat(status("touch").probes())
        .singleElement()
        .satisfies(
            probe -> {
              assertThat(probe.className()).isEqualTo(Exits.class.getName());
              assertThat(probe.loader()).isEqualTo("app");
              assertThat(probe.method()).isEqualTo("touch(long, String)");
              assertThat(probe.live()).isTrue();
            });
  }

  @Test
  void isExhaustedAfterItsFiresAndSaysHowMany() {
    start(PLAIN);
    Exits.touch(0, null);
    declare(
        tracepoint(
            "t",
            FILE,
            "\"args\": {\"method_name\": \"touch\", \"fire_count\": 2}",
            counter("touched")));
    awaitLive("t");
    Exits.touch(1, "ann");
    assertThat(status("t").state()).isEqualTo(TracepointState.ACTIVE);
    Exits.touch(1, "ann");
    Exits.touch(1, "ann");
    assertThat(status("t").state()).isEqualTo(TracepointState.EXHAUSTED);
    assertThat(status("t").reason()).isEqualTo("it has fired 2 times");
    assertThat(status("t").fires()).isEqualTo(2);
    assertThat(status("t").dropped()).isEqualTo(Map.of("fire_count", 1L));
  }

  /** What does not stand in the way is not the reason. */
  @Test
  void isRejectedForItsErrorAndNotForAWarningThatCameBefore() {
    start(PLAIN);
    Exits.touch(0, null);
    declare(methodEnd("first", FILE, "touch", counter("touched")));
    core()
        .registry()
        .declare(
            "later",
            new JsonTracepointFormat()
                .read(
                    "later",
                    tracepoint(
                        "later",
                        FILE,
                        "\"args\": {\"method_name\": \"touch\", \"log_msg\": \"hello\"}",
                        metric("touched", "GAUGE", "wide")))
                .declarations());
    assertThat(status("later").problems())
        .extracting(Problem::code)
        .containsExactly("TP-040", "MC-001");
    assertThat(status("later").state()).isEqualTo(TracepointState.REJECTED);
    assertThat(status("later").reason()).startsWith("MC-001");
  }

  /** An overload that lacks a variable does not reject the others. */
  @Test
  void isInstalledWhereOneOfItsProbesHasWhatItReads() {
    start(PLAIN);
    assertThat(Turnstile.pass(3)).isEqualTo(3);
    declare(
        tracepoint(
            "pass",
            "Turnstile.java",
            "\"args\": {\"method_name\": \"pass\"}",
            metric("passed", "COUNTER", "n")));
    awaitStatus("pass", status -> status.probes().stream().filter(p -> p.live()).count() == 1);
    settle();
    assertThat(status("pass").state()).isEqualTo(TracepointState.INSTALLED);
    assertThat(status("pass").reason()).isEqualTo("3 probes, 2 not live yet");
    Turnstile.pass(3);
    assertThat(provider.sums()).isEqualTo(Map.of("passed[]", 3.0));
    assertThat(status("pass").state()).isEqualTo(TracepointState.ACTIVE);
  }

  @Test
  void tellsWhenItWasHitLastAndNotWhenSomebodyLooked() {
    start(PLAIN);
    Exits.touch(0, null);
    declare(methodEnd("touch", FILE, "touch", counter("touched")));
    awaitLive("touch");
    Instant first = Instant.ofEpochMilli(clock.currentTimeMillis());
    Exits.touch(1, "ann");
    assertThat(status("touch").lastHit()).hasValue(first);
    clock.advance(Duration.ofSeconds(5));
    assertThat(status("touch").lastHit()).hasValue(first);
    Exits.touch(1, "ann");
    assertThat(status("touch").lastHit()).hasValue(first.plusSeconds(5));
  }

  @Test
  void tellsErrorsByTheirMessageWithTimeAndTypes() {
    start(PLAIN);
    Values.see(null, null);
    declare(
        atLine(
            "see",
            "Values.java",
            lineOf("Values.java", "see"),
            metric("seen", "COUNTER", "label.fails"),
            counter("all")));
    awaitLive("see");
    Values.see(1, Values.Label.PLAIN);
    Values.see(1, Values.Label.PLAIN);
    assertThat(status("see").errors())
        .containsExactly(
            "seen: java.lang.IllegalStateException: secret (2 times, last at %s, with label: %s)"
                .formatted(
                    Instant.ofEpochMilli(clock.currentTimeMillis()),
                    Values.Label.class.getTypeName()));
    assertThat(status("see").dropped()).isEqualTo(Map.of("value_error", 2L));
  }

  @Test
  void isPendingAndOffersTheFilesThatAreNamedAlike() {
    start(PLAIN);
    assertThat(Turnstile.pass()).isEqualTo(1);
    declare(methodEnd("typo", "Turnstlie.java", "pass", counter("typo")));
    awaitState("typo", TracepointState.PENDING);
    settle();
    assertThat(status("typo").reason())
        .isEqualTo(
            "no class of %sTurnstlie.java is loaded; loaded and named alike: %sTurnstile"
                .formatted(FOLDER, FOLDER));
  }

  @Test
  void hasNoCodeAndOffersTheNearestLinesThatHaveSome() {
    start(PLAIN);
    Exits.touch(0, null);
    int line = lineOf(FILE, "lined");
    declare(atLine("gap", FILE, line - 2, counter("gap")));
    awaitState("gap", TracepointState.NO_CODE);
    assertThat(status("gap").reason())
        .isEqualTo(
            "no code at %s%s:%d; nearest lines with code: %d, %d, %d, %d"
                .formatted(FOLDER, FILE, line - 2, line - 5, line - 4, line, line + 1));
  }

  private void startWithSources(Path directory) {
    start(
        new Core.Settings(
            "",
            false,
            false,
            false,
            Budget.UNLIMITED,
            List.of(directory),
            false,
            Optional.empty()));
  }

  private static String lined(String sourceLine) {
    return tracepoint(
        "lined",
        FILE,
        "\"lineNumber\": %d, \"sourceLine\": \"%s\"".formatted(lineOf(FILE, "lined"), sourceLine),
        counter("lined"));
  }
}
