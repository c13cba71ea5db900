/**
 * What a class file says about its source, read without parsing its code. Entry classes: {@link
 * dev.leadline.core.instrumentation.classfile.ClassFileSummary} and {@link
 * dev.leadline.core.instrumentation.classfile.SourceFileMatch}.
 *
 * <p>Runs at every class load, on the application's threads: a walk over the bytes, no library, no
 * class loading. Immutable values; safe on any thread.
 */
@NullMarked
package dev.leadline.core.instrumentation.classfile;

import org.jspecify.annotations.NullMarked;
