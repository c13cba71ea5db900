package dev.leadline.cli;

import dev.leadline.control.ControlDirectory;
import java.util.Optional;

/**
 * A JVM of this machine.
 *
 * @param pid as this machine has it
 * @param mainClass and arguments, or the jar; empty when it does not tell
 * @param jdk its version; empty when it cannot be known
 * @param user whose it is; empty when it cannot be known
 * @param control where its agent's socket is; empty when no agent of ours is known in it
 */
record RunningJvm(
    long pid, String mainClass, String jdk, String user, Optional<ControlDirectory> control) {

  boolean isAttached() {
    return control.isPresent();
  }
}
