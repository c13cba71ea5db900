/**
 * Felix, its bundles, and the services that the launcher gives them. Entry class: {@link
 * dev.leadline.agent.platform.Platform}. Everything here runs on daemon threads of the system's
 * thread group: Felix's own threads inherit both from the boot thread.
 */
@NullMarked
package dev.leadline.agent.platform;

import org.jspecify.annotations.NullMarked;
