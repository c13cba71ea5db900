/** Java agents that watch what our agent does. */
@NullMarked
package com.acme.probe;

import org.jspecify.annotations.NullMarked;
