/**
 * What is present in this JVM, for people to look at: {@link dev.leadline.sdk.inventory.Inventory}.
 * Everything here is a snapshot, safe on any thread, never on the application's.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.leadline.sdk.inventory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
