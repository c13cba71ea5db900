package dev.leadline.core.instrumentation;

import dev.leadline.core.instrumentation.flow.CodeEdge;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place where executions of a line or method begin.
 *
 * @param request whose line or method
 * @param instruction the instruction before which, or after which, the place is
 * @param position which of these
 * @param bypassing edges to the instruction that begin nothing; for {@link Position#BEFORE}
 * @param region what begins there; null when the request records the start itself
 */
record Beginning(
    ProbeRequest request,
    int instruction,
    Position position,
    Set<CodeEdge> bypassing,
    @Nullable Region region) {

  enum Position {
    /** Before every instruction, and before the target of jumps back to the first one. */
    TOP,
    /** Before the instruction, whichever way control comes to it. */
    BEFORE,
    /** After the instruction, the call of {@code super(..)} or {@code this(..)}. */
    AFTER
  }

  Beginning {
    bypassing = Set.copyOf(bypassing);
  }
}
