package dev.leadline.sdk.metric;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Owns instruments and gets them to a backend. Register it as an OSGi service under this interface;
 * it then gets every live metric, and every later one. When the service goes, its instruments are
 * closed first.
 *
 * <p>Failure: what it throws is caught and reported, and counts against the provider; the
 * application and the other providers never see it.
 *
 * <p>Example: a provider that prints.
 *
 * <pre>{@code
 * @Component
 * public final class PrintingMetricProvider implements MetricProvider {
 *   @Override public String name() { return "printing"; }
 *
 *   @Override public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
 *     return new InstrumentResult.Opened(new Instrument() {
 *       @Override public Series series(List<String> labelValues) {
 *         return value -> System.out.println(definition.name() + labelValues + " " + value);
 *       }
 *       @Override public void close() {}
 *     }, definition.name());
 *   }
 * }
 * }</pre>
 */
@ConsumerType
public interface MetricProvider {

  /**
   * Short stable name, such as {@code prometheus}; distinct among providers: of two with one name,
   * the second gets no metrics until the first goes.
   */
  String name();

  /**
   * Where it would record the metrics of this application, now. Asked before metrics are opened and
   * again from time to time, as applications set up their registries while they start: when the
   * answer is another one, the application's instruments are closed and opened anew. A set-up
   * thread; cheap, without side effects.
   *
   * <p>By default a backend of its own that gets every metric, which is right for every provider
   * that does not look for a registry of the application.
   */
  default Claim claim(ApplicationScope scope) {
    return Claim.independent();
  }

  /**
   * Opens the instrument for one application. Called once per definition and application loader
   * while the metric is in use; several applications may get the same instrument in the same
   * backend, and the provider then counts its users. On one set-up thread at a time, never on an
   * application's thread. May take a second: Leadline waits a little longer, then goes on without
   * this provider and takes the answer when it comes.
   */
  InstrumentResult open(MetricDefinition definition, ApplicationScope scope);
}
