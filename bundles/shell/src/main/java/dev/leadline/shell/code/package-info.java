/**
 * The commands of scope {@code code}: find files, show lines and what is in scope there, try
 * expressions. Entry class: {@link dev.leadline.shell.code.CheckCommand}. On the threads of the
 * control channel.
 */
@NullMarked
package dev.leadline.shell.code;

import org.jspecify.annotations.NullMarked;
