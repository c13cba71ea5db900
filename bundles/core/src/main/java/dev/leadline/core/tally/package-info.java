/**
 * HOT PATH: exact sums that any number of threads add to without an atomic instruction. A thread
 * that adds often has a sheet of its own, which it alone writes; a sum is what all sheets and a
 * shared remainder say together.
 *
 * <p>Entry class: {@link dev.leadline.core.tally.ThreadSheets}. Adding is for the application's
 * threads, never blocks and allocates once per thread; reading and {@link
 * dev.leadline.core.tally.ThreadSheets#sweep} take a lock that no adding thread waits for.
 */
@NullMarked
package dev.leadline.core.tally;

import org.jspecify.annotations.NullMarked;
