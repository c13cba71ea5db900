/** Applications that the tests fork. They know nothing of Leadline, and nobody else's library. */
@NullMarked
package com.acme;

import org.jspecify.annotations.NullMarked;
