/**
 * What can be wrong with a tracepoint document: {@link
 * dev.leadline.core.format.problem.ProblemCode} names each case once, {@link
 * dev.leadline.core.format.problem.Findings} collects what one reading found.
 *
 * <p>Findings belong to one reading and its thread.
 */
@NullMarked
package dev.leadline.core.format.problem;

import org.jspecify.annotations.NullMarked;
