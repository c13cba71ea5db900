/**
 * Runs whole JVMs: {@link dev.leadline.itests.jvm.ForkedJvm}, on every JDK that {@link
 * dev.leadline.itests.jvm.EveryJdk} finds.
 */
package dev.leadline.itests.jvm;
