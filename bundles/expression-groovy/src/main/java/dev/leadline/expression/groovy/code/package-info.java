/**
 * From checked expressions to bytecode. Entry: {@link
 * dev.leadline.expression.groovy.code.ExpressionClass}; its input is a tree of {@link
 * dev.leadline.expression.groovy.code.Term}.
 *
 * <p>Used on one thread per compilation. What it writes runs on the application's threads and is
 * the hot path: no lookup, no boxing of primitives, no allocation that the expression does not ask
 * for.
 */
@NullMarked
package dev.leadline.expression.groovy.code;

import org.jspecify.annotations.NullMarked;
