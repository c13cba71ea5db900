package dev.leadline.itests.benchmarks.subject;

/** What any agent costs. */
public final class NoopAgent {

  private NoopAgent() {}

  public static void premain(String arguments) {}
}
