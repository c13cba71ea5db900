/**
 * Contract kit of expression languages. Entry: {@link
 * dev.leadline.testkit.expression.ExpressionLanguageTck}, which a language's test extends; {@link
 * dev.leadline.testkit.expression.JavaFixture} makes application classes to try it on. For tests;
 * not deployed.
 */
@NullMarked
package dev.leadline.testkit.expression;

import org.jspecify.annotations.NullMarked;
