package dev.leadline.core.linking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.core.linking.BodyPlan.Fixed;
import dev.leadline.core.linking.BodyPlan.LabelPlan;
import dev.leadline.core.linking.BodyPlan.Looked;
import dev.leadline.core.linking.BodyPlan.MetricPlan;
import dev.leadline.core.linking.BodyPlan.SeriesPlan;
import dev.leadline.core.probe.Clock;
import dev.leadline.core.probe.CostMeter;
import dev.leadline.core.probe.Drop;
import dev.leadline.core.probe.Figures;
import dev.leadline.core.probe.HitGate;
import dev.leadline.core.probe.LabelKind;
import dev.leadline.core.probe.LabelTemplate;
import dev.leadline.core.probe.ProviderHealth;
import dev.leadline.core.probe.ReentrancyGuard;
import dev.leadline.core.probe.SeriesCache;
import dev.leadline.core.probe.SeriesSet;
import dev.leadline.core.probe.SiteVariables;
import dev.leadline.core.tally.DistributionTally;
import dev.leadline.core.tally.DoubleTally;
import dev.leadline.core.tally.ThreadSheets;
import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.metric.Series;
import dev.leadline.sdk.tracepoint.Controls;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of hits that have something to find out first: the meter asks for the time of each of them. */
class ProbeBodyTest {

  private static final MethodType SITE =
      MethodType.methodType(void.class, Object.class, int.class, double.class);

  private static @Nullable MethodHandle reentrant;

  private static final SiteVariables VARIABLES =
      new SiteVariables(List.of("text", "n", "d"), List.of("", "int", "double"));

  private final Figures figures = new Figures(new SevenSeconds());
  final CostMeter meter = new CostMeter(Clock.SYSTEM);
  private final Map<String, Double> recorded = new TreeMap<>();
  private Controls controls = Controls.NONE;

  @Test
  void addsOneWithoutAnExpression() throws Throwable {
    MethodHandle body = body(Optional.empty(), fixed("calls", MetricType.COUNTER, 1, null));
    for (int i = 0; i < 5; i++) {
      body.invokeExact((Object) "x", 3, 2.5);
    }
    assertThat(recorded).isEqualTo(Map.of("calls", 5.0));
    assertThat(figures.hits()).isEqualTo(5);
    assertThat(figures.fires()).isEqualTo(5);
  }

  @Test
  void keepsTheTotalForProvidersThatReadIt() throws Throwable {
    SeriesSet read = new SeriesSet(List.of(), false);
    SeriesSet both =
        new SeriesSet(List.of(amount -> recorded.merge("told", amount, Double::sum)), false);
    MethodHandle body =
        body(
            Optional.empty(),
            new MetricPlan(
                "read", MetricType.COUNTER, 1, Optional.empty(), new Fixed(read), List.of(), true),
            new MetricPlan(
                "both",
                MetricType.COUNTER,
                1,
                Optional.of(call(2, "identity", double.class, double.class)),
                new Fixed(both),
                List.of(new ProviderHealth(() -> {})),
                true));
    for (int i = 0; i < 5000; i++) {
      body.invokeExact((Object) "x", 3, 2.5);
    }
    assertThat(read.total.getAsDouble()).isEqualTo(5000);
    assertThat(both.total.getAsDouble()).isEqualTo(12_500);
    assertThat(recorded).isEqualTo(Map.of("told", 12_500.0));
    assertThat(figures.hits()).isEqualTo(5000);
    assertThat(figures.valuesLost()).isZero();
  }

  @Test
  void keepsTheDistributionForProvidersThatReadIt() throws Throwable {
    SeriesSet fixed = distributed();
    SeriesSet looked = distributed();
    LabelPlan label =
        new LabelPlan("l", call(0, "same", Object.class, Object.class), Optional.empty());
    MethodHandle body =
        body(
            Optional.empty(),
            histogram("fixed", new Fixed(fixed)),
            histogram(
                "looked",
                new Looked(
                    new SeriesCache(labels -> looked, template(1), 10, figures), List.of(label))));
    for (int i = 0; i < 5000; i++) {
      body.invokeExact((Object) "x", 3, i % 2 == 0 ? 1.0 : 4.0);
    }
    for (SeriesSet set : List.of(fixed, looked)) {
      assertThat(set.distribution.counts()).containsExactly(2500, 0, 2500);
      assertThat(set.distribution.sum()).isEqualTo(12_500);
      assertThat(set.total.getAsDouble()).isZero();
    }
    assertThat(figures.valuesLost()).isZero();
  }

  @Test
  void keepsTheTotalOfEveryValueOfALabel() throws Throwable {
    Map<List<String>, SeriesSet> sets = new HashMap<>();
    SeriesCache cache =
        new SeriesCache(
            texts -> sets.computeIfAbsent(texts, any -> new SeriesSet(List.of(), false)),
            template(1),
            100,
            figures);
    LabelPlan label =
        new LabelPlan("l", call(0, "unlessFailing", Object.class, Object.class), Optional.empty());
    MethodHandle body =
        body(
            Optional.empty(),
            new MetricPlan(
                "looked",
                MetricType.COUNTER,
                1,
                Optional.of(call(2, "identity", double.class, double.class)),
                new Looked(cache, List.of(label)),
                List.of(),
                true));
    for (int i = 0; i < 5000; i++) {
      body.invokeExact((Object) ("v" + i % 50), 3, 2.5);
      body.invokeExact((Object) null, 3, 1.0);
      body.invokeExact((Object) "fail", 3, 0.5);
    }
    assertThat(sets).hasSize(52);
    assertThat(sets.get(List.of("null")).total.getAsDouble()).isEqualTo(5000);
    assertThat(sets.get(List.of("_error")).total.getAsDouble()).isEqualTo(2500);
    for (int i = 0; i < 50; i++) {
      assertThat(sets.get(List.of("v" + i)).total.getAsDouble()).isEqualTo(250);
    }
    assertThat(figures.fires()).isEqualTo(15_000);
    assertThat(figures.dropped(Drop.LABEL_ERROR)).isEqualTo(5000);
    assertThat(figures.valuesLost()).isZero();
  }

  @SuppressWarnings("unused")
  private static @Nullable Object unlessFailing(@Nullable Object value) {
    return "fail".equals(value) ? failing(value) : value;
  }

  private static SeriesSet distributed() {
    return new SeriesSet(
        List.of(), new DoubleTally(), new DistributionTally(new double[] {1, 2}), false);
  }

  private static MetricPlan histogram(String name, SeriesPlan series) {
    return new MetricPlan(
        name,
        MetricType.HISTOGRAM,
        1,
        Optional.of(call(2, "identity", double.class, double.class)),
        series,
        List.of(),
        true);
  }

  @Test
  void recordsTheValueOfEveryMetric() throws Throwable {
    MethodHandle body =
        body(
            Optional.empty(),
            fixed("a", MetricType.GAUGE, 1, call(2, "identity", double.class, double.class)),
            fixed("b", MetricType.HISTOGRAM, 1, call(2, "half", double.class, double.class)));
    body.invokeExact((Object) "x", 3, 5.0);
    assertThat(recorded).isEqualTo(Map.of("a", 5.0, "b", 2.5));
  }

  @Test
  void recordsNothingWhenTheConditionIsFalseOrFails() throws Throwable {
    MethodHandle body =
        body(
            Optional.of(call(1, "isEven", boolean.class, int.class)),
            fixed("calls", MetricType.COUNTER, 1, null));
    body.invokeExact((Object) "x", 1, 0.0);
    body.invokeExact((Object) "x", -1, 0.0);
    body.invokeExact((Object) "x", 2, 0.0);
    assertThat(recorded).isEqualTo(Map.of("calls", 1.0));
    assertThat(figures.dropped(Drop.CONDITION_FALSE)).isEqualTo(1);
    assertThat(figures.dropped(Drop.CONDITION_ERROR)).isEqualTo(1);
    assertThat(figures.fires()).isEqualTo(1);
    assertThat(figures.errors().summary())
        .containsExactly(
            "condition: java.lang.IllegalStateException: negative (once, last at"
                + " 1970-01-01T00:00:07Z, with text: java.lang.String, n: int, d: double)");
  }

  @Test
  void losesOnlyTheMetricWhoseValueFails() throws Throwable {
    MethodHandle body =
        body(
            Optional.empty(),
            fixed("bad", MetricType.COUNTER, 1, call(2, "failing", double.class, double.class)),
            fixed("good", MetricType.COUNTER, 1, null));
    body.invokeExact((Object) "x", 1, 0.0);
    assertThat(recorded).isEqualTo(Map.of("good", 1.0));
    assertThat(figures.dropped(Drop.VALUE_ERROR)).isEqualTo(1);
    assertThat(figures.valuesLost()).isEqualTo(1);
  }

  @Test
  void recordsUnderErrorWhenALabelFails() throws Throwable {
    LabelPlan who =
        new LabelPlan("who", call(0, "failing", Object.class, Object.class), Optional.empty());
    LabelPlan number =
        new LabelPlan(
            "n", call(1, "widen", long.class, int.class), Optional.of(LabelKind.INTEGRAL));
    MethodHandle body = body(Optional.empty(), looked("calls", null, who, number));
    body.invokeExact((Object) "x", 7, 0.0);
    assertThat(recorded).isEqualTo(Map.of("calls[_error, 7]", 1.0));
    assertThat(figures.dropped(Drop.LABEL_ERROR)).isEqualTo(1);
    assertThat(figures.valuesLost()).isZero();
  }

  @Test
  void doesNotAskForLabelsWhenTheValueCannotBeRecorded() throws Throwable {
    LabelPlan who =
        new LabelPlan("who", call(0, "failing", Object.class, Object.class), Optional.empty());
    MethodHandle body =
        body(
            Optional.empty(),
            looked("calls", call(2, "identity", double.class, double.class), who));
    body.invokeExact((Object) "x", 7, -1.0);
    body.invokeExact((Object) "x", 7, Double.NaN);
    assertThat(recorded).isEmpty();
    assertThat(figures.dropped(Drop.LABEL_ERROR)).isZero();
    assertThat(figures.dropped(Drop.VALUE_NEGATIVE)).isEqualTo(1);
    assertThat(figures.dropped(Drop.VALUE_NAN)).isEqualTo(1);
  }

  @Test
  void addsTheHitsThatASampleStandsFor() throws Throwable {
    controls = controls(Controls.UNLIMITED, 10);
    MethodHandle body =
        body(
            Optional.empty(),
            fixed("calls", MetricType.COUNTER, 10, null),
            fixed("sum", MetricType.COUNTER, 10, call(2, "identity", double.class, double.class)));
    for (int i = 0; i < 100; i++) {
      body.invokeExact((Object) "x", 1, 0.5);
    }
    assertThat(recorded).isEqualTo(Map.of("calls", 100.0, "sum", 50.0));
    assertThat(figures.fires()).isEqualTo(10);
  }

  @Test
  void stopsAtItsFireCount() throws Throwable {
    controls = controls(3, 1);
    MethodHandle body = body(Optional.empty(), fixed("calls", MetricType.COUNTER, 1, null));
    for (int i = 0; i < 10; i++) {
      body.invokeExact((Object) "x", 1, 0.0);
    }
    assertThat(recorded).isEqualTo(Map.of("calls", 3.0));
    assertThat(figures.dropped(Drop.FIRE_COUNT)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6})
  void recordsInEveryProviderThatWorks(int providers) throws Throwable {
    int broken = providers / 2;
    List<Series> series = new ArrayList<>();
    List<ProviderHealth> health = new ArrayList<>();
    for (int i = 0; i < providers; i++) {
      String key = "p" + i;
      series.add(
          i == broken
              ? value -> {
                throw new IllegalStateException("broken provider");
              }
              : value -> recorded.merge(key, value, Double::sum));
      health.add(new ProviderHealth(() -> {}));
    }
    SeriesSet set = new SeriesSet(series, false);
    LabelPlan label =
        new LabelPlan("l", call(0, "same", Object.class, Object.class), Optional.empty());
    SeriesPlan looked =
        new Looked(new SeriesCache(labels -> set, template(1), 10, figures), List.of(label));
    for (SeriesPlan plan : List.of(new Fixed(set), looked)) {
      MetricPlan metric =
          new MetricPlan("calls", MetricType.COUNTER, 1, Optional.empty(), plan, health, false);
      body(Optional.empty(), metric).invokeExact((Object) "x", 1, 0.0);
    }
    assertThat(recorded).hasSize(providers - 1).doesNotContainKey("p" + broken);
    assertThat(recorded.values()).allMatch(value -> value == 2);
    assertThat(health.get(broken).failures()).isEqualTo(2);
    assertThat(figures.valuesLost()).isZero();
  }

  @Test
  void countsItsOwnFailuresInARowAndPassesNoneOn() throws Throwable {
    boolean[] isBroken = {true};
    SeriesSet set =
        new SeriesSet(List.of(amount -> recorded.merge("a", amount, Double::sum)), false);
    SeriesCache broken =
        new SeriesCache(
            labels -> {
              if (isBroken[0]) {
                throw new AssertionError("ours");
              }
              return set;
            },
            template(1),
            10,
            figures);
    LabelPlan label =
        new LabelPlan("l", call(0, "same", Object.class, Object.class), Optional.empty());
    MethodHandle body =
        body(
            Optional.empty(),
            new MetricPlan(
                "a",
                MetricType.COUNTER,
                1,
                Optional.empty(),
                new Looked(broken, List.of(label)),
                List.of(new ProviderHealth(() -> {})),
                false));
    for (int i = 0; i < 7; i++) {
      body.invokeExact((Object) "x", 1, 0.0);
    }
    assertThat(meter.failuresInARow()).isEqualTo(7);
    assertThat(figures.dropped(Drop.PROBE_ERROR)).isEqualTo(7);
    assertThat(figures.errors().lastFailure()).isEqualTo("a: java.lang.AssertionError: ours");
    isBroken[0] = false;
    body.invokeExact((Object) "x", 1, 0.0);
    assertThat(meter.failuresInARow()).isZero();
    assertThat(recorded).isEqualTo(Map.of("a", 1.0));
  }

  /** As when no stack is left: neither the controls work nor the counting of that. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void passesNoFaultOfItsControlsOn(boolean isCountingBroken) throws Throwable {
    Clock broken =
        new Clock() {
          @Override
          public long nanoTime() {
            return 0;
          }

          @Override
          public long currentTimeMillis() {
            throw new StackOverflowError("no clock");
          }
        };
    Figures own = isCountingBroken ? new Figures(broken) : figures;
    Controls window =
        new Controls(
            Optional.empty(),
            -1,
            Duration.ZERO,
            1,
            Optional.of(Instant.ofEpochSecond(1)),
            Optional.empty());
    MethodHandle body =
        ProbeBody.create(
            new BodyPlan(
                SITE,
                VARIABLES,
                own,
                meter,
                new HitGate(window, own, broken),
                false,
                Optional.empty(),
                List.of(fixed("calls", MetricType.COUNTER, 1, null)),
                0,
                true));
    for (int i = 0; i < 3; i++) {
      body.invokeExact((Object) "x", 1, 0.0);
    }
    assertThat(recorded).isEmpty();
    assertThat(own.dropped(Drop.PROBE_ERROR)).isEqualTo(3);
    assertThat(own.errors().lastFailure())
        .isEqualTo("probe: java.lang.StackOverflowError: no clock");
    assertThat(ReentrancyGuard.isInside(ThreadSheets.mine())).isFalse();
  }

  @Test
  void doesNotTakeAUsersErrorForItsOwn() throws Throwable {
    MethodHandle body =
        body(
            Optional.empty(),
            fixed("bad", MetricType.COUNTER, 1, call(2, "failing", double.class, double.class)));
    for (int i = 0; i < 200; i++) {
      body.invokeExact((Object) "x", 1, 0.0);
    }
    assertThat(figures.dropped(Drop.VALUE_ERROR)).isEqualTo(200);
    assertThat(meter.failuresInARow()).isZero();
  }

  @Test
  void onlyCountsWhereItsExpressionsDoNotCompile() throws Throwable {
    HitGate gate = new HitGate(controls(5, 1), figures, Clock.SYSTEM);
    MethodHandle silent =
        ProbeBody.create(
            new BodyPlan(
                SITE,
                VARIABLES,
                figures,
                meter,
                gate,
                false,
                Optional.empty(),
                List.of(),
                2,
                false));
    silent.invokeExact((Object) "x", 1, 0.0);
    assertThat(figures.dropped(Drop.NOT_COMPILED)).isEqualTo(1);
    assertThat(figures.hits()).isEqualTo(1);
    assertThat(figures.fires()).isZero();
    assertThat(figures.valuesLost()).isZero();
    // It consumed nothing of the fire count.
    MethodHandle partial =
        ProbeBody.create(
            new BodyPlan(
                SITE,
                VARIABLES,
                figures,
                meter,
                gate,
                true,
                Optional.empty(),
                List.of(fixed("good", MetricType.COUNTER, 1, null)),
                2,
                true));
    for (int i = 0; i < 6; i++) {
      partial.invokeExact((Object) "x", 1, 0.0);
    }
    assertThat(recorded).isEqualTo(Map.of("good", 5.0));
    assertThat(figures.dropped(Drop.VALUE_NOT_COMPILED)).isEqualTo(10);
    assertThat(ReentrancyGuard.isInside(ThreadSheets.mine())).isFalse();
  }

  @Test
  void doesNotFireFromInsideAnExpression() throws Throwable {
    MethodHandle inner = body(Optional.empty(), fixed("inner", MetricType.COUNTER, 1, null));
    reentrant = inner;
    ExpressionCall calls = call(0, "hitsAnotherProbe", double.class, Object.class);
    ExpressionCall callsApplicationCode =
        new ExpressionCall(calls.handle(), calls.parameters(), true);
    MethodHandle outer =
        body(Optional.empty(), fixed("outer", MetricType.COUNTER, 1, callsApplicationCode));
    ReentrancyGuard.addGuardedBodies(1);
    try {
      outer.invokeExact((Object) "x", 1, 0.0);
    } finally {
      ReentrancyGuard.addGuardedBodies(-1);
    }
    assertThat(recorded).isEqualTo(Map.of("outer", 1.0));
    assertThat(figures.dropped(Drop.REENTRANT)).isEqualTo(1);
    inner.invokeExact((Object) "x", 1, 0.0);
    assertThat(recorded).isEqualTo(Map.of("outer", 1.0, "inner", 1.0));
  }

  @SuppressWarnings("unused")
  private static double hitsAnotherProbe(Object value) throws Throwable {
    reentrant.invokeExact(value, 1, 0.0);
    return 1;
  }

  @SuppressWarnings("unused")
  private static double identity(double value) {
    return value;
  }

  @SuppressWarnings("unused")
  private static Object same(Object value) {
    return value;
  }

  @SuppressWarnings("unused")
  private static double half(double value) {
    return value / 2;
  }

  @SuppressWarnings("unused")
  private static long widen(int value) {
    return value;
  }

  @SuppressWarnings("unused")
  private static boolean isEven(int value) {
    if (value < 0) {
      throw new IllegalStateException("negative");
    }
    return value % 2 == 0;
  }

  @SuppressWarnings("unused")
  private static double failing(double value) {
    throw new IllegalArgumentException("no " + value);
  }

  @SuppressWarnings("unused")
  private static Object failing(@Nullable Object value) {
    throw new IllegalArgumentException("no " + value);
  }

  private static ExpressionCall call(
      int parameter, String method, Class<?> result, Class<?> argument) {
    try {
      MethodHandle handle =
          MethodHandles.lookup()
              .findStatic(ProbeBodyTest.class, method, MethodType.methodType(result, argument));
      return new ExpressionCall(handle, List.of(parameter), false);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private MethodHandle body(Optional<ExpressionCall> condition, MetricPlan... metrics) {
    HitGate gate = new HitGate(controls, figures, Clock.SYSTEM);
    return ProbeBody.create(
        new BodyPlan(
            SITE, VARIABLES, figures, meter, gate, false, condition, List.of(metrics), 0, true));
  }

  private MetricPlan fixed(
      String name, MetricType type, double weight, @Nullable ExpressionCall value) {
    Series series = amount -> recorded.merge(name, amount, Double::sum);
    return new MetricPlan(
        name,
        type,
        weight,
        Optional.ofNullable(value),
        new Fixed(new SeriesSet(List.of(series), false)),
        List.of(new ProviderHealth(() -> {})),
        false);
  }

  private MetricPlan looked(String name, @Nullable ExpressionCall value, LabelPlan... labels) {
    SeriesCache cache =
        new SeriesCache(
            texts ->
                new SeriesSet(
                    List.of(amount -> recorded.merge(name + texts, amount, Double::sum)), false),
            template(labels.length),
            100,
            figures);
    return new MetricPlan(
        name,
        MetricType.COUNTER,
        1,
        Optional.ofNullable(value),
        new Looked(cache, List.of(labels)),
        List.of(new ProviderHealth(() -> {})),
        false);
  }

  private static LabelTemplate template(int labels) {
    return new LabelTemplate(new ArrayList<>(Collections.nCopies(labels, null)));
  }

  private static Controls controls(long fireCount, long sample) {
    return new Controls(
        Optional.empty(), fireCount, Duration.ZERO, sample, Optional.empty(), Optional.empty());
  }

  /** It is always seven seconds past the beginning of 1970. */
  private static final class SevenSeconds implements Clock {
    @Override
    public long nanoTime() {
      return currentTimeMillis() * 1_000_000;
    }

    @Override
    public long currentTimeMillis() {
      return 7_000;
    }
  }
}
