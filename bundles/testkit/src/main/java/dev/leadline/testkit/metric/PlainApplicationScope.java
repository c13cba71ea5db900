package dev.leadline.testkit.metric;

import dev.leadline.sdk.metric.AdapterDescriptor;
import dev.leadline.sdk.metric.ApplicationScope;
import java.util.Optional;

/** An application that has no vendor library. */
public final class PlainApplicationScope implements ApplicationScope {
  private final ClassLoader loader =
      new ClassLoader("plain-application", ClassLoader.getPlatformClassLoader()) {};

  @Override
  public Optional<ClassLoader> loader() {
    return Optional.of(loader);
  }

  @Override
  public boolean canSee(String className) {
    try {
      Class.forName(className, false, loader);
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  @Override
  public <T> Optional<T> adapt(AdapterDescriptor<T> descriptor) {
    return Optional.empty();
  }
}
