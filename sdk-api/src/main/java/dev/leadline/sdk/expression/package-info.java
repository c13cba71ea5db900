/**
 * Expression languages: a bundle that registers an {@link
 * dev.leadline.sdk.expression.ExpressionLanguage} service compiles the conditions, values and
 * labels of the tracepoints that name it.
 *
 * <p>Compilation runs on a set-up thread of Leadline; what is compiled runs on the application's
 * threads and is the hot path.
 */
@NullMarked
@Export
@Version("1.1.0")
package dev.leadline.sdk.expression;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
