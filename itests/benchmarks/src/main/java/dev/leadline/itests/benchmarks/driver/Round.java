package dev.leadline.itests.benchmarks.driver;

/**
 * What a call took in one round, in nanoseconds of the processor and bytes allocated.
 *
 * @param plain the method as it is
 * @param hand with the hand-written line
 * @param probed with the tracepoint
 */
record Round(
    double plain,
    double plainBytes,
    double hand,
    double handBytes,
    double probed,
    double probedBytes) {

  static Round parse(String line) {
    String[] words = line.split(" ", -1);
    return new Round(
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]),
        Double.parseDouble(words[5]),
        Double.parseDouble(words[6]));
  }

  /** What the hand-written line adds. */
  double handCost() {
    return hand - plain;
  }

  /** What the tracepoint adds. */
  double probeCost() {
    return probed - plain;
  }

  /** The second in terms of the first. */
  double ratio() {
    return probeCost() / handCost();
  }
}
