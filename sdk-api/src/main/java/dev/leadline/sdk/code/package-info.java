/**
 * The code of the application, for people who look for a place and try expressions there: {@link
 * dev.leadline.sdk.code.CodeInspector}.
 *
 * <p>Everything here is a snapshot, safe on any thread, never on the application's.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.leadline.sdk.code;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
