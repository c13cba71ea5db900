package dev.leadline.core.linking;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
          InstrumentedClass created = new InstrumentedClass(type);
          known.add(new WeakReference<>(created));
          return created;
        }
      };

  /** The state of this class, made when there is none. */
  public InstrumentedClass of(Class<?> type) {
    return values.get(type);
  }

  /** All that are alive. */
  public List<InstrumentedClass> all() {
    known.removeIf(reference -> reference.get() == null);
    List<InstrumentedClass> alive = new ArrayList<>();
    for (WeakReference<InstrumentedClass> reference : known) {
      @Nullable InstrumentedClass instrumented = reference.get();
      if (instrumented != null) {
        alive.add(instrumented);
      }
    }
    return alive;
  }

  /** Takes our state off the class: its last probe is gone. */
  public void drop(InstrumentedClass instrumented) {
    known.removeIf(reference -> reference.get() == instrumented);
    // A ClassValue whose value leads back to it is never cleared by the JVM itself.
    values.remove(instrumented.type());
  }
}
