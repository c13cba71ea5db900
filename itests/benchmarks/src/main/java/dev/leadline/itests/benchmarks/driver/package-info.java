/**
 * Measures the product in whole JVMs: the real agent against the line that a developer would write.
 *
 * <p>Entry class: {@link dev.leadline.itests.benchmarks.driver.Driver}, run by {@code ./benchmark}.
 * Threading: one thread; the measured JVMs are processes of their own.
 */
@NullMarked
package dev.leadline.itests.benchmarks.driver;

import org.jspecify.annotations.NullMarked;
