package dev.leadline.sdk.health;

import dev.leadline.sdk.problem.Problem;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One part of Leadline that can say what is wrong with it. Register it as an OSGi service under
 * this interface.
 *
 * <p>Example: a provider whose backend is away.
 *
 * <pre>{@code
 * @Component
 * public final class BackendHealthCheck implements HealthCheck {
 *   @Override public String subject() { return "statsd"; }
 *   @Override public List<Problem> problems() {
 *     return socket.isOpen() ? List.of()
 *         : List.of(Problem.error("SD-001", "no socket could be opened", "is UDP allowed here?"));
 *   }
 * }
 * }</pre>
 */
@ConsumerType
public interface HealthCheck {

  /** What it is about, one or two words for people: {@code plugins}, {@code prometheus}. */
  String subject();

  /**
   * What is wrong now, and what is worth knowing (a warning); empty when all is well. Each thing
   * once, however often it happened, with what to do as its hint. Quick, never blocking, on any
   * thread; what it throws is reported as a problem of its own.
   */
  List<Problem> problems();
}
