package dev.leadline.sdk.tracepoint;

import dev.leadline.sdk.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Puts tracepoints in force and says how they are. An OSGi service; for sources.
 *
 * <p>Each source declares under origins of its own (a file, a shell session). Changes are carried
 * out on Leadline's own thread soon after the call returns; {@link #statuses} tells how far they
 * are.
 */
@ProviderType
public interface TracepointRegistry {

  /**
   * Replaces all that this origin declared before. A tracepoint that is declared again unchanged
   * keeps its probes and its figures; one that is no longer in the list is removed.
   *
   * @return problems of the declaration itself, such as an id that another origin has; such
   *     tracepoints are not in force
   */
  List<Problem> declare(String origin, List<Declaration> declarations);

  /** Removes all that this origin declared. Does nothing when there is nothing. */
  void withdraw(String origin);

  /** A snapshot, sorted by id. */
  List<TracepointStatus> statuses();

  /** A snapshot of one; empty when no such tracepoint is known. */
  Optional<TracepointStatus> status(String id);
}
