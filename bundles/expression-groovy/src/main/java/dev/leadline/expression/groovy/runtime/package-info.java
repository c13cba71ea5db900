/**
 * HOT PATH: what compiled expressions call, on the application's threads. Static methods that hold
 * no state; each says its cost where it is more than a few instructions. Their classes are public
 * only for the bytecode's sake.
 */
@NullMarked
package dev.leadline.expression.groovy.runtime;

import org.jspecify.annotations.NullMarked;
