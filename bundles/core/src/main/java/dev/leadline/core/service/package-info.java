/**
 * Calls into other bundles' services, which may take for ever. Entry: {@link
 * dev.leadline.core.service.ServiceThread}.
 */
@NullMarked
package dev.leadline.core.service;

import org.jspecify.annotations.NullMarked;
