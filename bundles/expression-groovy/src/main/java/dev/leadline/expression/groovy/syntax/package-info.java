/**
 * From a user's text to Groovy's syntax tree, and no further: nothing is resolved, no transform
 * runs, so a text can do nothing by being read. Entry: {@link
 * dev.leadline.expression.groovy.syntax.GroovyParser}; {@link
 * dev.leadline.expression.groovy.syntax.IdentifierScanner} is apart and loads nothing of Groovy.
 * Any thread.
 */
@NullMarked
package dev.leadline.expression.groovy.syntax;

import org.jspecify.annotations.NullMarked;
