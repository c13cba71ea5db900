package dev.leadline.sdk.metric;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The instruments that a provider has in one backend, each shared by all applications of the JVM
 * that open the same metric, and closed with its last user. For providers to use, so that none has
 * to count users itself. Such an instrument is told each value, also where it is a {@link
 * TotalReader}: there is one total for each application.
 *
 * <p>Threading: opening and closing on any thread; a factory runs under the lock, so it must not
 * wait for another thread that opens or closes here.
 *
 * <p>Example:
 *
 * <pre>{@code
 * private final SharedInstruments instruments = new SharedInstruments();
 *
 * @Override public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
 *   String name = definition.name().replace('.', '_');          // as the backend has it
 *   return instruments.open(
 *       name, definition, () -> new InstrumentResult.Opened(new MyInstrument(name), name));
 * }
 * }</pre>
 */
public final class SharedInstruments implements AutoCloseable {

  /** For a call that breaks the contract, which nevertheless must not throw. */
  private static final Series DISCARDING = value -> {};

  /** Guarded by this. */
  private final Map<String, Shared> open = new HashMap<>();

  /**
   * One more user of the instrument with this key, which is made when there is none.
   *
   * @param key what the backend cannot tell apart has the same key
   * @param definition as the provider was given it
   * @param factory makes the instrument, or refuses
   * @return refused when the key stands for another metric, or for one with another type or other
   *     labels
   */
  public synchronized InstrumentResult open(
      String key, MetricDefinition definition, Supplier<InstrumentResult> factory) {
    Shared shared = open.get(key);
    if (shared == null) {
      InstrumentResult created = factory.get();
      if (!(created instanceof InstrumentResult.Opened opened)) {
        return created;
      }
      shared = new Shared(key, definition, opened.instrument(), opened.exposedName());
      open.put(key, shared);
    } else {
      MetricDefinition first = shared.definition;
      if (first.type() != definition.type()
          || !first.labelNames().equals(definition.labelNames())) {
        return new InstrumentResult.Refused(
            "%s is there already as a %s with labels %s"
                .formatted(shared.exposedName, first.type(), first.labelNames()));
      }
      // Two metrics of the user added up under one name would be a wrong number that looks right.
      if (!first.name().equals(definition.name())) {
        return new InstrumentResult.Refused(
            "%s is there already for the metric \"%s\""
                .formatted(shared.exposedName, first.name()));
      }
    }
    shared.users++;
    return new InstrumentResult.Opened(new Use(shared), shared.exposedName);
  }

  /** Whether an instrument with this key is open. */
  public synchronized boolean isOpen(String key) {
    return open.containsKey(key);
  }

  /** Closes all of them, whoever still uses them. */
  @Override
  public synchronized void close() {
    open.values().forEach(shared -> shared.instrument.close());
    open.clear();
  }

  private synchronized void leave(Shared shared) {
    shared.users--;
    // After close() the key may belong to a later metric.
    if (shared.users == 0 && open.remove(shared.key, shared)) {
      shared.instrument.close();
    }
  }

  private static final class Shared {
    private final String key;
    private final MetricDefinition definition;
    private final Instrument instrument;
    private final String exposedName;

    /** Guarded by the outer object. */
    private int users;

    private Shared(
        String key, MetricDefinition definition, Instrument instrument, String exposedName) {
      this.key = requireNonNull(key, "key");
      this.definition = definition;
      this.instrument = instrument;
      this.exposedName = exposedName;
    }

    private boolean fits(List<String> labelValues) {
      return labelValues.size() == definition.labelNames().size();
    }
  }

  /** One user of an instrument. */
  private final class Use implements Instrument {
    private final Shared shared;

    /** Guarded by this. */
    private boolean closed;

    private Use(Shared shared) {
      this.shared = shared;
    }

    @Override
    public Series series(List<String> labelValues) {
      return shared.fits(labelValues) ? shared.instrument.series(labelValues) : DISCARDING;
    }

    @Override
    public Series series(List<String> labelValues, List<LabelType> labelTypes) {
      return shared.fits(labelValues) && labelTypes.size() == labelValues.size()
          ? shared.instrument.series(labelValues, labelTypes)
          : DISCARDING;
    }

    @Override
    public List<SeriesReading> read() {
      return shared.instrument.read();
    }

    @Override
    public void forget(List<String> labelValues) {
      if (shared.fits(labelValues)) {
        shared.instrument.forget(labelValues);
      }
    }

    @Override
    public void close() {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
      }
      leave(shared);
    }
  }
}
