/**
 * Commands about metrics and their values: {@link dev.leadline.shell.metric.MetricListCommand} and
 * {@link dev.leadline.shell.metric.MetricShowCommand}. On the threads of the control channel.
 */
@NullMarked
package dev.leadline.shell.metric;

import org.jspecify.annotations.NullMarked;
