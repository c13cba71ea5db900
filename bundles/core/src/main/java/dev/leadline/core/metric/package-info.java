/**
 * Metrics and the providers that have them: which definitions are in use, and their instruments per
 * application.
 *
 * <p>Entry class: {@link dev.leadline.core.metric.ScopedMetrics}. Confined to Leadline's own
 * thread, but for {@link dev.leadline.core.metric.ScopedMetric#series}, which the application's
 * threads call once per new label values.
 */
@NullMarked
package dev.leadline.core.metric;

import org.jspecify.annotations.NullMarked;
