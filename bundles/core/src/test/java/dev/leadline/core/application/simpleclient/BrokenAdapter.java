package dev.leadline.core.application.simpleclient;

import dev.leadline.core.application.RegistryContract;

/** Stands for an adapter whose library is of another version. */
public final class BrokenAdapter implements RegistryContract {

  public BrokenAdapter() {
    throw new NoSuchMethodError("CollectorRegistry.frobnicate()");
  }

  @Override
  public void increment(String name) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public Object registry() {
    throw new UnsupportedOperationException();
  }
}
