/**
 * What Leadline tells of itself: the figures of every tracepoint as metrics, {@code leadline_*}, in
 * every provider.
 *
 * <p>Entry class: {@link dev.leadline.core.telemetry.SelfMetrics}. Confined to Leadline's own
 * thread; no hit pays for it, as counters are advanced by what figures have grown since the last
 * look.
 */
@NullMarked
package dev.leadline.core.telemetry;

import org.jspecify.annotations.NullMarked;
