package dev.leadline.itests.container;

/** An application's class, as far as Leadline is concerned. */
final class Ferry {

  private long takings;

  /** A passenger without a name travels too. */
  void cross(String passenger, int fare) {
    takings += passenger == null ? 0 : fare; // tracepoint: cross
  }

  long takings() {
    return takings;
  }
}
