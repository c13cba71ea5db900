package dev.leadline.core.linking;

import dev.leadline.core.tracepoint.LiveTracepoint;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Hangs our state on the application's classes, so that it lives as long as they do and never
 * longer: the JVM keeps a ClassValue's value from the class itself. We know the classes weakly.
 *
 * <p>Safe on any thread.
 */
public final class ClassAnchor {

  private final Set<WeakReference<InstrumentedClass>> known = ConcurrentHashMap.newKeySet();

  private final ClassValue<InstrumentedClass> values =
      new ClassValue<>() {
        @Override
        protected InstrumentedClass computeValue(Class<?> type) {
          InstrumentedClass created = new InstrumentedClass(type, ClassAnchor.this::hasProbesOf);
          known.add(created.reference());
          return created;
        }
      };

  /**
   * Where each tracepoint has probes, so that nobody has to look through all classes. Weak at both
   * ends: an entry goes with its tracepoint.
   */
  private final Map<LiveTracepoint, Set<WeakReference<InstrumentedClass>>> hosts =
      Collections.synchronizedMap(new WeakHashMap<>());

  private void hasProbesOf(LiveTracepoint tracepoint, InstrumentedClass instrumented) {
    hosts
        .computeIfAbsent(tracepoint, key -> ConcurrentHashMap.newKeySet())
        .add(instrumented.reference());
  }

  /** Classes that have probes of this tracepoint, and perhaps some that had. */
  public List<InstrumentedClass> of(LiveTracepoint tracepoint) {
    Set<WeakReference<InstrumentedClass>> references = hosts.get(tracepoint);
    if (references == null) {
      return List.of();
    }
    references.removeIf(reference -> reference.get() == null);
    return alive(references);
  }

  /** The state of this class, made when there is none. */
  public InstrumentedClass of(Class<?> type) {
    InstrumentedClass instrumented = values.get(type);
    instrumented.take();
    return instrumented;
  }

  /** The tracepoint's probe at this point of the class, made when there is none. */
  public Probe probe(Class<?> type, LiveTracepoint tracepoint, ProbePoint point) {
    while (true) {
      Optional<Probe> probe = of(type).probe(tracepoint, point);
      if (probe.isPresent()) {
        return probe.get();
      }
      // Its state is being taken off at this moment: the next one is new.
      Thread.onSpinWait();
    }
  }

  /** All that are alive. */
  public List<InstrumentedClass> all() {
    known.removeIf(reference -> reference.get() == null);
    return alive(known);
  }

  private static List<InstrumentedClass> alive(
      Collection<WeakReference<InstrumentedClass>> references) {
    List<InstrumentedClass> alive = new ArrayList<>();
    for (WeakReference<InstrumentedClass> reference : references) {
      @Nullable InstrumentedClass instrumented = reference.get();
      if (instrumented != null) {
        alive.add(instrumented);
      }
    }
    return alive;
  }

  /**
   * Takes our state off the class, if it has no probe any more.
   *
   * <p>When two threads ask for a new state at once, the JVM makes two, and takes one. The other
   * one is known here, and hangs on nothing: to take off what hangs on its class would be to lose
   * the probes of the one that was taken.
   */
  public void drop(InstrumentedClass instrumented) {
    if (instrumented.isTaken() && instrumented.drop()) {
      known.remove(instrumented.reference());
      // A ClassValue whose value leads back to it is never cleared by the JVM itself.
      values.remove(instrumented.type());
    }
  }
}
