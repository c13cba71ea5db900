/**
 * Packs leadline.jar, as a step of the build, so that a start takes little memory in the
 * application's JVM.
 *
 * <p>Entry class: {@link dev.leadline.packer.PackerCommand}. For one thread.
 */
@NullMarked
package dev.leadline.packer;

import org.jspecify.annotations.NullMarked;
