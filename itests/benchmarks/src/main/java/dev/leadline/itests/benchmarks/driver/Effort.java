package dev.leadline.itests.benchmarks.driver;

/**
 * How long is measured.
 *
 * @param warmUps rounds that do not count
 * @param rounds that do
 * @param calls of each way in a round
 */
record Effort(int warmUps, int rounds, int calls) {

  /** For figures: some 2 ms for each slice. */
  static final Effort FULL = new Effort(60, 101, 50_000);

  /** To see that all works; the figures mean little. */
  static final Effort SMOKE = new Effort(20, 5, 20_000);
}
