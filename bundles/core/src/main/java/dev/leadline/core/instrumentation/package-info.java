/**
 * Probes in bytecode: class file in, class file out. Entry class: {@link
 * dev.leadline.core.instrumentation.ProbeTransformer}.
 *
 * <p>Match, then plan, then emit. Pure functions: no class is loaded, nothing is kept between two
 * calls; any thread. {@code classfile} reads what a match needs, {@code flow} analyses a method,
 * and this package places the call sites.
 */
@NullMarked
package dev.leadline.core.instrumentation;

import org.jspecify.annotations.NullMarked;
