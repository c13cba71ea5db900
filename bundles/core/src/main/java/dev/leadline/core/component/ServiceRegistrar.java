package dev.leadline.core.component;

import dev.leadline.core.application.AdapterRegistry;
import dev.leadline.core.installation.ProbeActivator;
import dev.leadline.core.linking.ExpressionLanguages;
import dev.leadline.core.metric.ProviderHandle;
import dev.leadline.core.metric.ScopedMetrics;
import dev.leadline.core.registry.LiveTracepointRegistry;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.inventory.ServiceState;
import dev.leadline.sdk.metric.MetricProvider;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes on providers and languages as they come, and lets them go: probes are linked to what is
 * there. On any thread but the application's and Leadline's.
 */
final class ServiceRegistrar {

  private final PatientThread thread;
  private final ScopedMetrics metrics;
  private final ExpressionLanguages languages;
  private final AdapterRegistry adapters;
  private final LiveTracepointRegistry registry;
  private final ProbeActivator activator;
  private final boolean waits;
  private final System.Logger log;

  /**
   * @param waits whether whoever brings a service waits until probes use it
   */
  ServiceRegistrar(
      PatientThread thread,
      ScopedMetrics metrics,
      ExpressionLanguages languages,
      AdapterRegistry adapters,
      LiveTracepointRegistry registry,
      ProbeActivator activator,
      boolean waits,
      System.Logger log) {
    this.thread = thread;
    this.metrics = metrics;
    this.languages = languages;
    this.adapters = adapters;
    this.registry = registry;
    this.activator = activator;
    this.waits = waits;
    this.log = log;
  }

  void add(MetricProvider provider) {
    thread.execute(
        () -> {
          ProviderHandle handle = metrics.add(provider);
          activator.rebindAll();
          // Not before: whoever reads it may rely on every hit from now on.
          log.log(Level.INFO, "provider " + handle.name() + " has come");
          if (handle.state() == ServiceState.IGNORED) {
            log.log(
                Level.WARNING,
                "the provider "
                    + handle.name()
                    + " ("
                    + provider.getClass().getName()
                    + ") is not used: "
                    + handle.reason());
          }
        });
    waitIfAsked();
  }

  /** With {@code boot=sync}, main starts when all that was asked for before is done. */
  void waitIfAsked() {
    if (waits) {
      thread.await(languages::settle, "a start that the application waits for");
    }
  }

  /** Returns when no instrument of the provider is open any more. */
  void remove(MetricProvider provider) {
    thread.await(
        () -> {
          Optional<ProviderHandle> gone = metrics.remove(provider);
          activator.rebindAll();
          adapters.forget(provider.getClass().getClassLoader());
          gone.ifPresent(handle -> log.log(Level.INFO, "provider " + handle.name() + " has gone"));
        },
        "closing the instruments of a provider");
  }

  void add(ExpressionLanguage language) {
    String name = nameOf(language, language::name);
    if (!languages.add(name, language)) {
      log.log(
          Level.WARNING,
          "there is a language "
              + name
              + " already; the one that came is not used: "
              + language.getClass().getName());
      return;
    }
    log.log(Level.INFO, "language " + name + " has come");
    registry.languageCame();
    thread.execute(() -> activator.rebindAll());
    waitIfAsked();
  }

  /**
   * Returns when no probe runs anything that the language has compiled, but for hits that are under
   * way.
   */
  void remove(ExpressionLanguage language) {
    languages
        .remove(language)
        .ifPresent(
            name -> {
              thread.await(
                  () -> activator.forgetLanguage(name), "pausing the probes of language " + name);
              log.log(Level.INFO, "language " + name + " has gone");
            });
  }

  /** A bundle that cannot even say its name is known by its class. */
  private String nameOf(Object service, Supplier<String> name) {
    try {
      return Objects.requireNonNull(name.get(), "it has no name");
    } catch (Throwable failure) {
      log.log(Level.ERROR, "a fault of " + service.getClass().getName(), failure);
      return service.getClass().getName();
    }
  }
}
