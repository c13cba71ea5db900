/**
 * Puts the bridge into the JVM. Entry class: {@link dev.leadline.bridge.BridgeInstaller}. Runs on
 * the thread that boots the agent, once.
 */
@NullMarked
package dev.leadline.bridge;

import org.jspecify.annotations.NullMarked;
