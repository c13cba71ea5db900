/** Code that comes and goes, with tracepoints that come and go. For whole-JVM tests. */
@NullMarked
package com.acme.leak;

import org.jspecify.annotations.NullMarked;
