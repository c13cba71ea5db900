/** That the benchmarks run and measure what they say; no figure of time is tested. */
@NullMarked
package dev.leadline.itests.benchmarks.driver;

import org.jspecify.annotations.NullMarked;
