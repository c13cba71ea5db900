/**
 * JMH benchmarks of the classes on the hot path, one for each. Run with {@code ./benchmark jmh}.
 *
 * <p>Entry class: {@link dev.leadline.itests.benchmarks.probe.SeriesCacheBenchmark}. Threading:
 * JMH's.
 */
@NullMarked
package dev.leadline.itests.benchmarks.probe;

import org.jspecify.annotations.NullMarked;
