/** An application server whose application comes and goes. For whole-JVM tests. */
@NullMarked
package com.acme.tomcat;

import org.jspecify.annotations.NullMarked;
