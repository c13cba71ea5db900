/**
 * HOT PATH: what a probe's generated body calls on the application's threads.
 *
 * <p>Entry class: {@link dev.leadline.core.probe.SeriesCache} (labels to series). Everything here
 * may be called by any number of threads at once, never blocks on a hit that it has seen before,
 * and allocates only on the first sight of a label value or on an error. Nothing here knows class
 * files, OSGi or a provider's library.
 */
@NullMarked
package dev.leadline.core.probe;

import org.jspecify.annotations.NullMarked;
