/**
 * Fields and methods of classes, by reflection. Entry: {@link
 * dev.leadline.expression.groovy.member.Members}. Stateless; any thread.
 */
@NullMarked
package dev.leadline.expression.groovy.member;

import org.jspecify.annotations.NullMarked;
