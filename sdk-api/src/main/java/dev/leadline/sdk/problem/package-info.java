/**
 * What is wrong with something a user wrote: a {@link dev.leadline.sdk.problem.Problem} says what,
 * where and what to do. {@link dev.leadline.sdk.problem.NearestName} finds what may have been
 * meant.
 *
 * <p>Immutable values; safe on any thread.
 */
@NullMarked
@Export
@Version("1.1.0")
package dev.leadline.sdk.problem;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
