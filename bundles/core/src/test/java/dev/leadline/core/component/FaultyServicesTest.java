package dev.leadline.core.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leadline.core.probe.ProviderHealth;
import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.metric.ApplicationScope;
import dev.leadline.sdk.metric.Instrument;
import dev.leadline.sdk.metric.InstrumentResult;
import dev.leadline.sdk.metric.MetricDefinition;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.tracepoint.TracepointState;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SPEC 3 and 4.1: what others' bundles do wrong stays theirs. */
class FaultyServicesTest extends CoreFixture {

  private static final String FILE = "Exits.java";

  /** What a provider may do against its contract. */
  enum Fault {
    OPEN_THROWS,
    OPEN_IS_NULL,
    SERIES_THROWS,
    SERIES_IS_NULL,
    RECORD_THROWS,
    NAME_THROWS
  }

  private record FaultyProvider(Fault fault) implements MetricProvider {
    @Override
    public String name() {
      if (fault == Fault.NAME_THROWS) {
        throw new IllegalStateException("no name");
      }
      return "faulty";
    }

    @Override
    @SuppressWarnings("NullAway") // what the contract forbids
    public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
      return switch (fault) {
        case OPEN_THROWS -> throw new LinkageError("cannot open");
        case OPEN_IS_NULL -> null;
        default -> new InstrumentResult.Opened(new FaultyInstrument(fault), "faulty");
      };
    }
  }

  private record FaultyInstrument(Fault fault) implements Instrument {
    @Override
    @SuppressWarnings("NullAway") // what the contract forbids
    public Series series(List<String> labelValues) {
      return switch (fault) {
        case SERIES_THROWS -> throw new IllegalStateException("no series");
        case SERIES_IS_NULL -> null;
        default ->
            value -> {
              throw new StackOverflowError();
            };
      };
    }

    @Override
    public void close() {
      throw new IllegalStateException("cannot close");
    }
  }

  @BeforeEach
  void start() {
    Exits.touch(0, null);
    start(PLAIN);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void keepsTheOtherProvidersAndTheApplicationFromIt(Fault fault) {
    FaultyProvider faulty = new FaultyProvider(fault);
    core().add(faulty);
    declare(methodEnd("touch", FILE, "touch", counter("touch", "wide")));
    awaitLive("touch");
    int hits = 3 * ProviderHealth.MOST_FAILURES;
    for (int i = 0; i < hits; i++) {
      Exits.touch(i, "ann");
    }
    assertThat(provider.sums()).hasSize(hits).containsEntry("touch[7]", 1.0);
    assertThat(status("touch").recorded()).isEqualTo(hits);
    assertThat(status("touch").state()).isEqualTo(TracepointState.ACTIVE);
    if (fault == Fault.OPEN_THROWS || fault == Fault.OPEN_IS_NULL) {
      assertThat(status("touch").problems())
          .extracting(problem -> problem.code())
          .containsExactly("PR-001");
    } else {
      // Given up: no instrument of it is used any more.
      await()
          .untilAsserted(
              () ->
                  assertThat(status("touch").exposedNames())
                      .isEqualTo(Map.of("touch", List.of("memory:touch"))));
    }
    settle();
    Exits.touch(7, "ann");
    assertThat(provider.sums()).containsEntry("touch[7]", 2.0);
    core().remove(faulty);
  }

  private record FaultyLanguage(Supplier<Set<String>> names, Supplier<Compilation> compilation)
      implements ExpressionLanguage {
    @Override
    public String name() {
      return "faulty";
    }

    @Override
    public Set<String> identifiers(String expression) {
      return names.get();
    }

    @Override
    public Compilation compile(ExpressionRequest request) {
      return compilation.get();
    }
  }

  @Test
  void rejectsWhatALanguageThrowsAt() {
    rejects(
        new FaultyLanguage(
            Set::of,
            () -> {
              throw new LinkageError("broken bundle");
            }),
        "broken bundle");
  }

  @Test
  void rejectsWhatALanguageHasNoAnswerFor() {
    rejects(new FaultyLanguage(Set::of, FaultyServicesTest::nothing), "it answered nothing");
  }

  @Test
  void rejectsWhatALanguageCompilesToSomethingElse() {
    rejects(
        new FaultyLanguage(
            () -> Set.of("wide"),
            () ->
                new Compilation.Compiled(
                    MethodHandles.identity(boolean.class), List.of("wide"), false)),
        "WrongMethodTypeException");
  }

  @Test
  void rejectsWhatALanguageCannotNameTheVariablesOf() {
    rejects(
        new FaultyLanguage(
            () -> {
              throw new StackOverflowError("deep text");
            },
            FaultyServicesTest::nothing),
        "deep text");
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what the contract forbids
  private static <T> T nothing() {
    return null;
  }

  /** The metric in the other language goes on. */
  private void rejects(ExpressionLanguage faulty, String reason) {
    core().add(faulty);
    declare(
        methodEnd(
            "touch",
            FILE,
            "touch",
            counter("good", "who"),
            "{\"name\": \"bad\", \"language\": \"faulty\", \"expression\": \"x\"}"));
    awaitLive("touch");
    Exits.touch(1, "ann");
    assertThat(provider.sums()).isEqualTo(Map.of("good[ann]", 1.0));
    assertThat(status("touch").dropped()).isEqualTo(Map.of("value_not_compiled", 1L));
    assertThat(status("touch").problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo("LK-002");
              assertThat(problem.message()).contains(reason);
            });
  }
}
