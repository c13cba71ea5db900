package dev.leadline.sdk.inventory;

import static java.util.Objects.requireNonNull;

/**
 * One expression language. A snapshot.
 *
 * @param name by which tracepoints choose it
 * @param bundle symbolic name and version of the bundle that it comes from; its class when unknown
 * @param state how it is
 * @param reason why, one line for people; empty when the state says it all
 * @param tracepoints that use it
 */
public record LanguageStatus(
    String name, String bundle, ServiceState state, String reason, int tracepoints) {
  public LanguageStatus {
    requireNonNull(name, "name");
    requireNonNull(bundle, "bundle");
    requireNonNull(state, "state");
    requireNonNull(reason, "reason");
  }
}
