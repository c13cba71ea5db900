package dev.leadline.core.metric;

/** Hears of what providers do against their contract. Must only hand the work on. */
public interface ProviderListener {

  /** It has failed too often, and gets no metrics any more. On any thread. */
  void disabled(ProviderHandle provider);

  /**
   * It does not return from this call in time; the others go on without it. On Leadline's thread.
   */
  void blocked(ProviderHandle provider, String call);

  /** It has returned from what it was late with, and can be used. On the provider's thread. */
  void answered(ProviderHandle provider);
}
