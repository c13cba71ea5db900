/**
 * Commands with options: parsing, help, messages about wrong arguments, and completion, the same
 * for all. Entry class: {@link dev.leadline.shell.argument.ParsedCommand}. Each run parses into an
 * object of its own; safe on any thread.
 */
@NullMarked
package dev.leadline.shell.argument;

import org.jspecify.annotations.NullMarked;
