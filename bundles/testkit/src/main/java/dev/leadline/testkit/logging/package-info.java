/**
 * A log that tests can read: {@link dev.leadline.testkit.logging.RecordingLogger}, for use by any
 * thread.
 */
@NullMarked
package dev.leadline.testkit.logging;

import org.jspecify.annotations.NullMarked;
