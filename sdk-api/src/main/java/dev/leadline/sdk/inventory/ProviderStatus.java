package dev.leadline.sdk.inventory;

import static java.util.Objects.requireNonNull;

/**
 * One metric provider. A snapshot.
 *
 * @param name what it calls itself
 * @param bundle symbolic name and version of the bundle that it comes from; its class when unknown
 * @param state how it is
 * @param reason why, one line for people; empty when the state says it all
 * @param instruments that are open in it, Leadline's own metrics aside
 * @param failures times that it has thrown or answered against its contract
 */
public record ProviderStatus(
    String name, String bundle, ServiceState state, String reason, int instruments, long failures) {
  public ProviderStatus {
    requireNonNull(name, "name");
    requireNonNull(bundle, "bundle");
    requireNonNull(state, "state");
    requireNonNull(reason, "reason");
  }
}
