package dev.leadline.core.application;

import dev.leadline.sdk.metric.AdapterDescriptor;
import dev.leadline.sdk.metric.AdapterException;
import dev.leadline.sdk.metric.ApplicationScope;
import java.lang.ref.WeakReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The application behind one class loader, which is held weakly. */
public final class LoaderApplicationScope implements ApplicationScope {
  private final boolean boot;
  private final WeakReference<@Nullable ClassLoader> loader;
  private final AdapterRegistry adapters;

  LoaderApplicationScope(@Nullable ClassLoader loader, AdapterRegistry adapters) {
    this.boot = loader == null;
    this.loader = new WeakReference<>(loader);
    this.adapters = adapters;
  }

  @Override
  public Optional<ClassLoader> loader() {
    return Optional.ofNullable(loader.get());
  }

  @Override
  public boolean canSee(String className) {
    return find(className).isPresent();
  }

  @Override
  public <T> Optional<T> adapt(AdapterDescriptor<T> descriptor) throws AdapterException {
    Optional<Class<?>> anchor = find(descriptor.anchor());
    if (anchor.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(adapters.adapter(descriptor, anchor.get()));
  }

  private Optional<Class<?>> find(String className) {
    ClassLoader current = loader.get();
    if (current == null && !boot) {
      return Optional.empty();
    }
    try {
      return Optional.of(Class.forName(className, false, current));
    } catch (ClassNotFoundException | LinkageError | RuntimeException unusable) {
      // This runs code of the application's loader. A class that is there but cannot be defined is
      // of no use to an adapter, and loaders of stopped web applications throw unchecked.
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    ClassLoader current = loader.get();
    return boot
        ? "the boot loader"
        : current == null ? "a loader that is gone" : current.toString();
  }
}
