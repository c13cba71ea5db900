package dev.leadline.core.metric;

import dev.leadline.sdk.inventory.ServiceState;
import dev.leadline.sdk.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Says what is wrong with the providers that are present. */
final class ProviderProblems {

  private ProviderProblems() {}

  static List<Problem> of(List<ProviderHandle> providers) {
    List<Problem> problems = new ArrayList<>();
    for (ProviderHandle provider : providers) {
      if (provider.state() == ServiceState.IGNORED) {
        problems.add(
            Problem.error(
                "PR-002",
                "the provider "
                    + provider.name()
                    + " ("
                    + provider.provider().getClass().getName()
                    + ") gets no metrics: "
                    + provider.reason(),
                "remove one of the two; this one takes over when the other goes"));
      } else if (provider.state() == ServiceState.DISABLED) {
        problems.add(
            Problem.error(
                "PR-003",
                "the provider " + provider.name() + " is disabled: " + provider.reason(),
                "this is a fault of its bundle; stop and start or update the bundle to try again"));
      } else if (provider.health().hasThrown() && provider.blocked().isEmpty()) {
        problems.add(
            Problem.warning(
                "PR-005",
                "the provider " + provider.name() + " is in use, and " + provider.reason(),
                "what it failed at is not recorded in it; this is a fault of its bundle"));
      }
      provider
          .blocked()
          .ifPresent(
              blocked ->
                  problems.add(
                      Problem.error(
                          "PR-004",
                          "the provider " + provider.name() + " does not answer: " + blocked,
                          "the others go on without it; a dump of the threads shows what the thread"
                              + " leadline-provider waits for")));
    }
    return problems;
  }
}
