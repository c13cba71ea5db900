/**
 * Tracepoint files in a directory: {@link dev.leadline.source.directory.DirectorySource} looks at
 * them and declares what they say, {@link dev.leadline.source.directory.Poller} has it look again
 * and again.
 *
 * <p>A source is safe on any thread; it is used by the thread that activates the component and by
 * the poller's.
 */
@NullMarked
package dev.leadline.source.directory;

import org.jspecify.annotations.NullMarked;
