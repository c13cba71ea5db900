/**
 * The application that is measured: runs in a JVM of its own, under the real agent, and knows
 * nothing of Leadline but where the files of its tracepoints are.
 *
 * <p>Entry class: {@link dev.leadline.itests.benchmarks.subject.Measurement}. Its subjects are
 * generated, see {@link dev.leadline.itests.benchmarks.driver.SubjectSource}. Threading: the main
 * thread, and as many workers as a scenario asks for.
 */
@NullMarked
package dev.leadline.itests.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
