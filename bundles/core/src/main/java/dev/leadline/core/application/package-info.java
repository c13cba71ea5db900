/**
 * The application as providers may see it: its class loader, and adapters that link a provider's
 * code to the application's own copy of a vendor library.
 *
 * <p>Entry: {@link dev.leadline.core.application.AdapterRegistry} makes scopes ({@link
 * dev.leadline.core.application.LoaderApplicationScope}) and forgets the adapters of a provider
 * that goes.
 *
 * <p>References run from the application to Leadline only: an adapter hangs on the vendor class of
 * the application that it was made for. Leadline itself holds the application's classes and loaders
 * weakly, so that a redeployed application can be collected.
 *
 * <p>Threading: all of it is safe for use by several set-up threads; never used on an application's
 * thread.
 */
@NullMarked
package dev.leadline.core.application;

import org.jspecify.annotations.NullMarked;
