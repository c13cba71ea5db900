/**
 * What Leadline costs at start-up, and with ten thousand tracepoints: measured in whole JVMs.
 *
 * <p>Entry class: {@link dev.leadline.itests.benchmarks.scale.ScaleDriver}, run by {@code
 * ./benchmark scale}. Threading: one thread; the measured JVMs are processes of their own.
 */
@NullMarked
package dev.leadline.itests.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
