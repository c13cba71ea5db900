/**
 * An application that does what it is told on standard input: {@link com.acme.bench.Bench} runs the
 * tasks of this package, each of which shows a feature of the language.
 */
@NullMarked
package com.acme.bench;

import org.jspecify.annotations.NullMarked;
