/**
 * DeepQL, the query language of Deep, as far as it makes, lists and deletes tracepoints. Entry
 * classes: {@link dev.leadline.shell.deepql.QueryParser} and {@link
 * dev.leadline.shell.deepql.QueryCommand}. Parsing never throws, whatever the text; plain values,
 * safe on any thread.
 */
@NullMarked
package dev.leadline.shell.deepql;

import org.jspecify.annotations.NullMarked;
