/**
 * Checks an expression against the code point that it is for, and makes terms of it. Entry: {@link
 * dev.leadline.expression.groovy.translate.ExpressionCompiler}. One instance of anything here
 * serves one compilation on one thread.
 */
@NullMarked
package dev.leadline.expression.groovy.translate;

import org.jspecify.annotations.NullMarked;
