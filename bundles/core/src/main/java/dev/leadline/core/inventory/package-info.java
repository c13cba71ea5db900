/**
 * What is present, for people to look at. Entry class: {@link
 * dev.leadline.core.inventory.CoreInventory}. Snapshots are taken on Leadline's thread, providers
 * are read on the caller's.
 */
@NullMarked
package dev.leadline.core.inventory;

import org.jspecify.annotations.NullMarked;
