/** An application with a metrics library of its own, simpleclient. */
@NullMarked
package com.acme.registry;

import org.jspecify.annotations.NullMarked;
