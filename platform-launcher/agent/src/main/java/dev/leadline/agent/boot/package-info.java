/**
 * From the JVM's call to a running platform, and back. Entry classes: {@link
 * dev.leadline.agent.boot.Boot}, on the thread that runs {@code premain} and for as short as can
 * be; all that takes time is on the daemon thread {@code leadline-boot}.
 */
@NullMarked
package dev.leadline.agent.boot;

import org.jspecify.annotations.NullMarked;
