/**
 * Bundles of other makers in a directory: a file that comes is installed and started, one that
 * changes takes over, one that goes is uninstalled, and whatever is wrong with one is said once and
 * disturbs nothing else.
 *
 * <p>Entry class: {@link dev.leadline.plugin.directory.PluginDirectoryComponent}. Everything
 * happens on one thread that looks at the directory again and again; only what a bundle does when
 * it starts or stops runs on another, so that it can be waited for in vain.
 */
@NullMarked
package dev.leadline.plugin.directory;

import org.jspecify.annotations.NullMarked;
