/**
 * From a planned probe to running code: compiles its expressions, makes its body, and sets the
 * targets of its call sites.
 *
 * <p>Entry classes: {@link dev.leadline.core.linking.CallSiteLinker} (application's threads, once
 * per call site) and {@link dev.leadline.core.linking.ProbeBinder} (Leadline's thread). ASM is used
 * here only to make a probe's body, a hidden class of our own; application class files are the
 * business of {@code instrumentation}.
 */
@NullMarked
package dev.leadline.core.linking;

import org.jspecify.annotations.NullMarked;
