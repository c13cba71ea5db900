/**
 * Which calls an expression may make. Entry: {@link dev.leadline.expression.groovy.policy.Policy}.
 * Immutable; any thread.
 */
@NullMarked
package dev.leadline.expression.groovy.policy;

import org.jspecify.annotations.NullMarked;
