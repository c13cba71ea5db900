package dev.leadline.itests.benchmarks.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds of one scenario. */
record Result(Scenario scenario, List<Round> rounds) {
  Result {
    rounds = List.copyOf(rounds);
  }

  /** With the rounds of another JVM too. */
  Result with(Result other) {
    List<Round> both = new ArrayList<>(rounds);
    both.addAll(other.rounds);
    return new Result(scenario, both);
  }

  /** Least, middle and most of a figure. The tenth parts at both ends are noise, and left out. */
  record Spread(double min, double median, double max) {}

  Spread spread(ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int cut = sorted.length / 10;
    return new Spread(sorted[cut], sorted[sorted.length / 2], sorted[sorted.length - 1 - cut]);
  }

  boolean hasHand() {
    return !scenario.before().isEmpty() && spread(Round::handCost).median() > 0.5;
  }

  /** Whether the target is reached, by the medians. */
  boolean isReached() {
    Scenario.Target target = scenario.target();
    if (Double.isNaN(target.most())) {
      return true;
    }
    double reached = spread(target.isRatio() ? Round::ratio : Round::probeCost).median();
    return reached <= target.most()
        && (!target.isAllocationFree() || spread(Round::probedBytes).median() < 0.5);
  }
}
