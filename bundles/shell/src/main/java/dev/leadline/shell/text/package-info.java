/**
 * How results look: tables, figures, bars, problems and JSON. Entry classes: {@link
 * dev.leadline.shell.text.Table} and {@link dev.leadline.shell.text.JsonText}. Plain values; safe
 * on any thread.
 */
@NullMarked
package dev.leadline.shell.text;

import org.jspecify.annotations.NullMarked;
