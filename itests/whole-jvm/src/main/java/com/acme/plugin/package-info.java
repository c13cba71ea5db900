/** The content of a bundle that tests drop into the plugin directory. */
@NullMarked
package com.acme.plugin;

import org.jspecify.annotations.NullMarked;
