package dev.leadline.sdk.metric;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The application whose class is instrumented, as a provider may see it: its class loader, and a
 * way to feed the application's own copy of a vendor library.
 *
 * <p>A scope is cheap and may outlive the application only by mistake: a provider keeps it, the
 * loader and adapters only inside the {@link Instrument} that it returns for the scope, or inside
 * the adapter itself.
 */
@ProviderType
public interface ApplicationScope {

  /**
   * The loader of the instrumented class; empty for the boot loader, or when the application is
   * gone.
   */
  Optional<ClassLoader> loader();

  /** Whether the application's loader can load the class of this name. Does not initialise it. */
  boolean canSee(String className);

  /**
   * The adapter of this kind for the application's copy of the vendor library. Its vendor types
   * come from the loader that defines the application's {@link AdapterDescriptor#anchor},
   * everything else from the provider's bundle. One instance per provider and copy of the vendor
   * library, shared by all scopes that see the same copy; it lives as long as that copy or the
   * provider does, so it may keep per-registry state in ordinary fields.
   *
   * @return empty when the application has no such library
   * @throws AdapterException when it has one that the adapter does not fit
   */
  <T> Optional<T> adapt(AdapterDescriptor<T> descriptor) throws AdapterException;
}
