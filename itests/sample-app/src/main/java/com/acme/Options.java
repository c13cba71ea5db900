package com.acme;

/**
 * The command line.
 *
 * @param seconds how long to run; 0 = until {@code quit} on standard input
 * @param threads that create and destroy sessions
 * @param rate sessions per second of all threads together; 0 = as fast as they can
 * @param calls exactly so many sessions, then wait for a line on standard input; 0 = as many as the
 *     time allows
 * @param waits whether to wait for a line on standard input before the first session
 */
record Options(int seconds, int threads, int rate, long calls, boolean waits) {
  static final String USAGE =
      "usage: sample-app [--seconds N] [--threads N] [--rate N] [--calls N] [--wait]";

  Options {
    if (seconds < 0 || threads < 1 || rate < 0 || calls < 0) {
      throw new IllegalArgumentException("numbers are not negative, and there is a thread");
    }
  }

  static Options parse(String... arguments) {
    int seconds = 0;
    int threads = 4;
    int rate = -1;
    long calls = 0;
    boolean waits = false;
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      if (option.equals("--wait")) {
        waits = true;
        continue;
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(option + " is unknown or lacks its value");
      }
      String value = arguments[++i];
      switch (option) {
        case "--seconds" -> seconds = Integer.parseInt(value);
        case "--threads" -> threads = Integer.parseInt(value);
        case "--rate" -> rate = Integer.parseInt(value);
        case "--calls" -> calls = Long.parseLong(value);
        default -> throw new IllegalArgumentException(option + " is unknown");
      }
    }
    // Counted calls are for tests, which want them fast; otherwise be gentle to the machine.
    return new Options(seconds, threads, rate >= 0 ? rate : calls > 0 ? 0 : 200, calls, waits);
  }
}
