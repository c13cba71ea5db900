/**
 * What is known of a value's type before the program runs. Entry: {@link
 * dev.leadline.expression.groovy.type.StaticType}. Immutable values; nothing static refers to a
 * class of the application.
 */
@NullMarked
package dev.leadline.expression.groovy.type;

import org.jspecify.annotations.NullMarked;
