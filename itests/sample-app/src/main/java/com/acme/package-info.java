/**
 * A small shop that knows nothing of Leadline. Its lines marked {@code // tracepoint: ..} are what
 * the tracepoints beside it, the demo and the documentation refer to by number.
 */
package com.acme;
