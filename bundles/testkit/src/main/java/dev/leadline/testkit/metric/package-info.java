/**
 * The contract kit for metric providers: a provider's test extends {@link
 * dev.leadline.testkit.metric.MetricProviderTck} and says how to read back what the provider
 * exports.
 *
 * <p>Threading: that of JUnit; the kit itself starts threads only to record from several at once.
 */
@NullMarked
package dev.leadline.testkit.metric;

import org.jspecify.annotations.NullMarked;
