package dev.leadline.shell.service;

import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.problem.Problem;
import java.util.List;

/**
 * What a health check says now.
 *
 * @param subject what it is about; the name of its class when it cannot say
 */
record Finding(String subject, List<Problem> problems) {
  Finding {
    problems = List.copyOf(problems);
  }

  /** Asks it; that it fails is a problem like any other. */
  static Finding of(HealthCheck check) {
    String subject = check.getClass().getName();
    try {
      subject = check.subject();
      return new Finding(subject, check.problems());
    } catch (RuntimeException | LinkageError failure) {
      return new Finding(
          subject,
          List.of(
              Problem.error(
                  "DR-001", "this check failed: " + failure, "it is a fault of its bundle")));
    }
  }
}
