/**
 * What is wrong with an expression, in the user's words. Entry: {@link
 * dev.leadline.expression.groovy.report.Report}. Any thread.
 */
@NullMarked
package dev.leadline.expression.groovy.report;

import org.jspecify.annotations.NullMarked;
