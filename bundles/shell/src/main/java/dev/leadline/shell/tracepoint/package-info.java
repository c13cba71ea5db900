/**
 * The commands of scope {@code tp}: declare tracepoints, look at them, switch and remove them.
 * Entry class: {@link dev.leadline.shell.tracepoint.AddCommand}. On the threads of the control
 * channel.
 */
@NullMarked
package dev.leadline.shell.tracepoint;

import org.jspecify.annotations.NullMarked;
