package dev.leadline.sdk.tracepoint;

import dev.leadline.sdk.problem.Problem;
import java.time.Duration;
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

  /**
   * What {@link #declare} would answer. Declares nothing.
   *
   * @return problems of the declaration itself
   */
  List<Problem> check(String origin, List<Declaration> declarations);

  /**
   * Removes one tracepoint, whoever declared it. It is back when its origin declares it again.
   *
   * @return whether there was one of this id
   */
  boolean remove(String id);

  /**
   * Switches one tracepoint on or off, whoever declared it and whatever its declaration says, until
   * its origin declares it changed. Figures and series are kept.
   *
   * @return whether there is one of this id
   */
  boolean setEnabled(String id, boolean enabled);

  /**
   * Waits until what was asked for so far is carried out, as far as loaded classes go; on any
   * thread but Leadline's and the application's.
   *
   * @param most longest wait
   * @return false when it is not done by then
   */
  boolean await(Duration most) throws InterruptedException;

  /** A snapshot, sorted by id. */
  List<TracepointStatus> statuses();

  /** A snapshot of one; empty when no such tracepoint is known. */
  Optional<TracepointStatus> status(String id);
}
