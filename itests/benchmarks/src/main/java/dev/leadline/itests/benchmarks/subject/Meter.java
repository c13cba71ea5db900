package dev.leadline.itests.benchmarks.subject;

import java.util.concurrent.ExecutorService;

/** Makes the threads that call, and reads on them what they have used. */
interface Meter {

  ExecutorService workers(int threads);

  /** That the current thread has used. */
  long nanos();

  /** That the current thread has allocated. */
  long bytes();
}
