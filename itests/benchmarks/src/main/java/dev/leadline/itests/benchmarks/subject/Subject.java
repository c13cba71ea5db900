package dev.leadline.itests.benchmarks.subject;

/**
 * One method of some 33 ns, three times: as it is, with the line that a developer would write, and
 * with tracepoints. Each is called in a loop of its own, so that the JIT shares no profile.
 */
public interface Subject {

  /** Calls the method as it is. */
  long plain(int calls, Customer[] customers, long seed);

  /** Calls the method with the hand-written line. */
  long byHand(int calls, Customer[] customers, long seed);

  /** Calls the method that tracepoints are on. */
  long probed(int calls, Customer[] customers, long seed);
}
