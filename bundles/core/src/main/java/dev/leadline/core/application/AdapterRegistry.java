package dev.leadline.core.application;

import dev.leadline.sdk.metric.AdapterDescriptor;
import dev.leadline.sdk.metric.AdapterException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One adapter per provider bundle, implementation and copy of the vendor library.
 *
 * <p>An adapter hangs on the application's anchor class through a {@link ClassValue}: it lives as
 * long as that class, and nothing of Leadline keeps either alive. The other direction needs care: a
 * ClassValue's entry is strongly held by the class, so adapters of a provider that goes have to be
 * taken off every anchor that still lives ({@link #forget}), or the application would hold the
 * provider's bundle for ever.
 */
public final class AdapterRegistry implements AutoCloseable {

  /** The map is one of the JDK, so that an emptied one that is still reachable pins nothing. */
  private final ClassValue<Map<Key, Object>> adaptersOfAnchor =
      new ClassValue<>() {
        @Override
        protected Map<Key, Object> computeValue(Class<?> anchor) {
          return new HashMap<>();
        }
      };

  /** Every anchor that has adapters, weakly: the way back for {@link #forget}. Guarded by this. */
  private final Map<Class<?>, Boolean> anchors = new WeakHashMap<>();

  private final AdapterLoader loader;

  public AdapterRegistry(ModuleOpener opener) {
    this.loader = new AdapterLoader(opener);
  }

  /**
   * The application of a class with this loader.
   *
   * @param loader null is the boot loader; kept weakly
   */
  public LoaderApplicationScope scopeOf(@Nullable ClassLoader loader) {
    return new LoaderApplicationScope(loader, this);
  }

  /** The adapter for this anchor, made now unless it is there. */
  synchronized <T> T adapter(AdapterDescriptor<T> descriptor, Class<?> anchor)
      throws AdapterException {
    Key key = new Key(descriptor.contract(), descriptor.implementation());
    // Asked before the ClassValue is: asking that leaves an entry on the application's class.
    if (anchors.containsKey(anchor)) {
      Object known = adaptersOfAnchor.get(anchor).get(key);
      if (known != null) {
        return descriptor.contract().cast(known);
      }
    }
    T created = loader.load(descriptor, anchor);
    adaptersOfAnchor.get(anchor).put(key, created);
    anchors.put(anchor, Boolean.TRUE);
    return created;
  }

  /**
   * Drops every adapter whose contract comes from this bundle, in all applications. To be called
   * when the provider is gone and its instruments are closed; the bundle can then be collected.
   */
  public void forget(ClassLoader bundleLoader) {
    dropWhere(key -> key.contract().getClassLoader() == bundleLoader);
  }

  /** Drops every adapter there is. */
  @Override
  public void close() {
    dropWhere(key -> true);
  }

  private synchronized void dropWhere(Predicate<Key> condition) {
    List<Class<?>> alive = new ArrayList<>(anchors.keySet());
    for (Class<?> anchor : alive) {
      Map<Key, Object> adapters = adaptersOfAnchor.get(anchor);
      adapters.keySet().removeIf(condition);
      if (adapters.isEmpty()) {
        adaptersOfAnchor.remove(anchor);
        anchors.remove(anchor);
      }
    }
  }

  /** The contract stands for the bundle that it comes from. */
  private record Key(Class<?> contract, String implementation) {}
}
