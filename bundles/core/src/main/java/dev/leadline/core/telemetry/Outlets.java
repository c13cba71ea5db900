package dev.leadline.core.telemetry;

import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.sdk.metric.ApplicationScope;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outlets of all applications, one per class loader. An outlet hangs on a class of its
 * application, and is known here weakly: it keeps no application alive.
 */
final class Outlets {

  private final ScopedMetrics metrics;
  private final Function<Class<?>, ApplicationScope> scopes;

  /** What hangs on a class: the outlet of its loader, in a type of the JDK. */
  private final ClassValue<List<Outlet>> anchored =
      new ClassValue<>() {
        @Override
        protected List<Outlet> computeValue(Class<?> type) {
          return new ArrayList<>(1);
        }
      };

  private final List<Known> known = new ArrayList<>();

  private record Known(WeakReference<Class<?>> anchor, WeakReference<Outlet> outlet) {

    boolean isGone() {
      return anchor.get() == null || outlet.get() == null;
    }

    boolean isOf(@Nullable ClassLoader loader) {
      Class<?> type = anchor.get();
      return type != null && type.getClassLoader() == loader;
    }
  }

  Outlets(ScopedMetrics metrics, Function<Class<?>, ApplicationScope> scopes) {
    this.metrics = metrics;
    this.scopes = scopes;
  }

  /** The outlet of the application that this class is of, made when there is none. */
  Outlet of(Class<?> type) {
    known.removeIf(Known::isGone);
    for (Known each : known) {
      Outlet outlet = each.outlet().get();
      if (outlet != null && each.isOf(type.getClassLoader())) {
        return outlet;
      }
    }
    Outlet created = new Outlet(metrics, type.getClassLoader(), scopes.apply(type));
    anchored.get(type).add(created);
    known.add(new Known(new WeakReference<>(type), new WeakReference<>(created)));
    return created;
  }

  /** Hands what was told to the providers. */
  void flush() {
    List<Outlet> alive = new ArrayList<>();
    for (Known each : known) {
      Outlet outlet = each.outlet().get();
      if (outlet != null) {
        alive.add(outlet);
      }
    }
    alive.forEach(Outlet::flushForgotten);
    alive.forEach(Outlet::flushRecords);
    metrics.settle();
  }

  /** Closes the outlets of applications that have none of these classes. */
  void retain(Collection<Class<?>> hosts) {
    Map<@Nullable ClassLoader, Boolean> loaders = new HashMap<>();
    hosts.forEach(host -> loaders.put(host.getClassLoader(), true));
    for (Iterator<Known> all = known.iterator(); all.hasNext(); ) {
      Known each = all.next();
      Class<?> type = each.anchor().get();
      Outlet outlet = each.outlet().get();
      if (type != null && outlet != null && !loaders.containsKey(type.getClassLoader())) {
        outlet.close();
        // A ClassValue whose value leads back to it is never cleared by the JVM itself.
        anchored.remove(type);
        all.remove();
      }
    }
  }
}
