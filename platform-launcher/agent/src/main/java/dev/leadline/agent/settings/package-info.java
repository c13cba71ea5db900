/**
 * What the person who starts the JVM can set, and where from. Entry class: {@link
 * dev.leadline.agent.settings.SettingsReader}. Immutable results; no thread of its own.
 *
 * <p>Runs before the application's main method, so there are no lambdas, streams or formats here:
 * the first use of each costs a fresh JVM milliseconds.
 */
@NullMarked
package dev.leadline.agent.settings;

import org.jspecify.annotations.NullMarked;
