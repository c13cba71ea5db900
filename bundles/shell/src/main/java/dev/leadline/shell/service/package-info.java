/**
 * Commands about Leadline's parts: {@link dev.leadline.shell.service.ProvidersCommand}, languages,
 * and {@link dev.leadline.shell.service.DoctorCommand}. On the threads of the control channel.
 */
@NullMarked
package dev.leadline.shell.service;

import org.jspecify.annotations.NullMarked;
