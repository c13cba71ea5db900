/**
 * The bundle's one component: {@link
 * dev.leadline.expression.groovy.component.GroovyLanguageComponent}.
 */
@NullMarked
package dev.leadline.expression.groovy.component;

import org.jspecify.annotations.NullMarked;
