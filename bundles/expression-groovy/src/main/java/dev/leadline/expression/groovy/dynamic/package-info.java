/**
 * Values whose class only the run time knows. Entry: {@link
 * dev.leadline.expression.groovy.dynamic.DynamicProperty}. HOT PATH; any thread.
 */
@NullMarked
package dev.leadline.expression.groovy.dynamic;

import org.jspecify.annotations.NullMarked;
