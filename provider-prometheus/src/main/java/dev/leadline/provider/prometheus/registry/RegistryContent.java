package dev.leadline.provider.prometheus.registry;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What is in a vendor's registry, without collecting it: that would run the application's own
 * collectors. The libraries have no question for it, so their fields answer; where a version has
 * others, nothing is known, and the registry counts as one that nobody uses.
 */
public final class RegistryContent {
  private final List<Object> collections = new ArrayList<>();

  /**
   * @param registry of a vendor
   * @param fields names of those of its fields that hold collectors, in a collection or as keys of
   *     a map
   */
  public RegistryContent(Object registry, String... fields) {
    for (String name : fields) {
      try {
        Field field = registry.getClass().getDeclaredField(name);
        field.setAccessible(true);
        Object value = field.get(registry);
        if (value instanceof Map<?, ?> || value instanceof Collection<?>) {
          collections.add(value);
        }
      } catch (ReflectiveOperationException | RuntimeException otherVersion) {
        // Then this field says nothing.
      }
    }
  }

  /** Collectors, ours among them; 0 when that is not known. */
  public int size() {
    int size = 0;
    for (Object collection : collections) {
      size +=
          collection instanceof Map<?, ?> map ? map.size() : ((Collection<?>) collection).size();
    }
    return size;
  }
}
