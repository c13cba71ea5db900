/**
 * JMH benchmarks of compiled expressions, each beside the same code by javac. Run with {@code
 * ./benchmark expressions}.
 *
 * <p>Entry class: {@link dev.leadline.itests.benchmarks.expression.ExpressionReport}. Threading:
 * JMH's.
 */
@NullMarked
package dev.leadline.itests.benchmarks.expression;

import org.jspecify.annotations.NullMarked;
