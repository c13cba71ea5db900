/**
 * A second provider, as a third party would write one, for measuring what two of them cost.
 *
 * <p>Entry class: {@link dev.leadline.itests.benchmarks.provider.AdderProvider}. Threading: the
 * SPI's.
 */
@NullMarked
package dev.leadline.itests.benchmarks.provider;

import org.jspecify.annotations.NullMarked;
